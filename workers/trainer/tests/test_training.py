"""Exact resume, the split, the schedule and the warning, on a model small enough for seconds."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from winnow_trainer.config import parse_config
from winnow_trainer.events import Reporter
from winnow_trainer.overfitting import OverfittingWatch
from winnow_trainer.schedule import Schedule
from winnow_trainer.split import document_hash, threshold
from winnow_trainer.stop import Stop
from winnow_trainer.tokenize import TokenizeOptions, tokenize
from winnow_trainer.train import train

CONFIG = {
    "preset": "nano", "context": 16, "batch": 4, "microBatch": 4, "learningRate": 0.01, "steps": 12, "tokens": None,
    "epochs": None, "warmup": 0.1, "finalLearningRate": 0.1, "weightDecay": 0.1, "beta1": 0.9, "beta2": 0.95,
    "gradientClip": 1.0, "dropout": 0.1, "logEvery": 1, "evaluateEvery": 4, "evaluationTokens": 256, "sampleEvery": 0,
    "sampleTokens": 8, "prompt": "", "temperature": 0.8, "topK": 10, "checkpointEvery": 4, "keepCheckpoints": 3,
    "seed": 5, "device": "cpu", "compile": None,
}  # fmt: skip


def make_dataset(folder: Path) -> Path:
    """Sixty short documents in one shard, as Winnow writes a dataset."""
    lines = "".join(
        json.dumps({"id": f"d:{n}", "text": f"The boat number {n} came in with the tide and {n * 7} fish."}) + "\n"
        for n in range(60)
    ).encode()
    (folder / "shards").mkdir(parents=True)
    (folder / "shards" / "part-00000.jsonl.gz").write_bytes(gzip.compress(lines))
    digest = hashlib.sha256(lines).hexdigest()
    shard = {"name": "part-00000.jsonl.gz", "documents": 60, "bytes": len(lines), "sha256": digest}
    manifest = {"dataset": "d", "sha256": digest, "documents": 60, "bytes": len(lines), "shards": [shard]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def make_tokens(folder: Path) -> Path:
    out = folder / "tokens"
    out.mkdir()
    tokenize(make_dataset(folder / "dataset"), out, TokenizeOptions(300, None, 0.1, 0), Reporter(), Stop())
    return out


class StopAt(Stop):
    """Asks for a stop once a file is there."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    @property
    def requested(self) -> bool:
        return self.path.exists()

    @requested.setter
    def requested(self, value: bool) -> None:
        pass


def weights(out: Path) -> dict[str, torch.Tensor]:
    last = sorted((out / "checkpoints").glob("*.pt"))[-1]
    return torch.load(last, weights_only=True)["model"]


def test_a_training_that_was_stopped_ends_with_the_same_weights_bit_for_bit(tmp_path: Path) -> None:
    tokens = make_tokens(tmp_path)
    config = parse_config(CONFIG)
    assert train(tokens, tmp_path / "whole", config, None, Stop()) == "done"
    stopped = tmp_path / "stopped"
    halfway = stopped / "checkpoints" / "step-00000004.pt"
    assert train(tokens, stopped, config, None, StopAt(halfway)) == "cancelled"
    assert train(tokens, stopped, config, None, Stop()) == "done"
    one, two = weights(tmp_path / "whole"), weights(stopped)
    assert one.keys() == two.keys()
    assert all(torch.equal(one[name], two[name]) for name in one)


def killed_at(event: str, tokens: Path, out: Path) -> None:
    """Trains in a process of its own, which is killed (SIGKILL) when it has said the event."""
    out.mkdir()
    config = out / "config.json"
    config.write_text(json.dumps(CONFIG))
    arguments = ["train", "--tokens", str(tokens), "--out", str(out), "--config", str(config)]
    trainer = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-m", "winnow_trainer", *arguments], cwd=trainer, stdout=subprocess.PIPE, text=True
    ) as process:
        assert any(json.loads(line)["event"] == event for line in process.stdout or [])
        process.kill()


@pytest.mark.parametrize("event", ["evaluation", "checkpoint"])
def test_a_training_that_was_killed_ends_with_the_same_weights_and_says_each_thing_once(
    tmp_path: Path, event: str
) -> None:
    tokens = make_tokens(tmp_path)
    config = parse_config(CONFIG)
    assert train(tokens, tmp_path / "whole", config, None, Stop()) == "done"
    killed_at(event, tokens, tmp_path / "killed")
    assert train(tokens, tmp_path / "killed", config, None, Stop()) == "done"
    one, two = weights(tmp_path / "whole"), weights(tmp_path / "killed")
    assert all(torch.equal(one[name], two[name]) for name in one)

    def said(out: Path) -> list[tuple[str, int, float | None]]:
        lines = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
        return [(line["event"], line["step"], line.get("loss", line.get("validationLoss"))) for line in lines]

    assert said(tmp_path / "killed") == said(tmp_path / "whole")


def test_training_lowers_the_loss(tmp_path: Path) -> None:
    train(make_tokens(tmp_path), tmp_path / "run", parse_config(CONFIG), None, Stop())
    lines = [json.loads(line) for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    losses = [line["validationLoss"] for line in lines if line["event"] == "evaluation"]
    assert losses[-1] < losses[0] - 0.3
    assert lines[-1] == {"event": "end", "status": "done", "step": 12}


def test_tokenizing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = make_tokens(tmp_path / "a"), make_tokens(tmp_path / "b")
    names = sorted(path.name for path in one.glob("*.bin"))
    assert names == ["train-00000.bin", "validation-00000.bin"]
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in [*names, "tokenizer.json"])


def test_about_the_wanted_share_is_held_out_and_never_nothing() -> None:
    hashes = [document_hash(3, f"d:{n}") for n in range(2000)]
    limit = threshold(0.1, min(hashes), len(hashes))
    assert 150 < sum(one < limit for one in hashes) < 250
    few = hashes[:2]
    assert sum(one < threshold(0.0001, min(few), 2) for one in few) == 1
    assert threshold(0, min(few), 2) == 0


def test_the_learning_rate_rises_in_a_line_and_falls_in_a_cosine() -> None:
    schedule = Schedule(steps=100, warmup_steps=10, highest=1.0, lowest=0.1)
    assert schedule.at(0) == 0.1
    assert schedule.at(9) == 1.0
    assert abs(schedule.at(55) - 0.55) < 1e-9
    assert abs(schedule.at(100) - 0.1) < 1e-9


def test_overfitting_is_said_once_when_validation_rises_while_training_falls() -> None:
    watch = OverfittingWatch()
    seen = [watch.see(step, 3.0 - step * 0.1, loss) for step, loss in enumerate([3.0, 2.8, 2.85, 2.9, 2.95])]
    assert seen == [False, False, False, True, False]


def test_no_warning_while_validation_falls() -> None:
    watch = OverfittingWatch()
    assert not any(watch.see(step, 3.0 - step * 0.1, 3.0 - step * 0.05) for step in range(10))
