"""Trains a model: start reading here."""

import math
import time
from pathlib import Path

from .checkpoint import checkpoint_name, keep_checkpoints, latest_checkpoint, load_checkpoint, save_checkpoint
from .config import Config
from .data import validation_rows
from .device import check_memory, choose_device
from .events import Reporter, trim_metrics
from .lock import locked
from .model import count_parameters
from .plan import make_plan
from .sample import sample
from .stop import Stop
from .token_files import open_tokens
from .tokenizer import load_tokenizer
from .training import Training


def train(tokens_folder: Path, out: Path, config: Config, start_from: Path | None, stop: Stop) -> str:
    """
    Trains on token shards; goes on from the newest checkpoint in `out` if there is one.

    Writes `out/checkpoints/step-NNNNNNNN.pt` and `out/metrics.jsonl`. Returns "done", or "cancelled" where a stop came
    first: then a checkpoint of the last whole step is there. On a CPU the result is the same, bit for bit, however
    often it was stopped. Errors: `TrainerError`.
    """
    with locked(out, stop):
        return _Loop(tokens_folder, out, config, start_from, stop).run()


class _Loop:
    def __init__(self, tokens_folder: Path, out: Path, config: Config, start_from: Path | None, stop: Stop) -> None:
        tokens = open_tokens(tokens_folder)
        plan = make_plan(config, tokens)
        device = choose_device(config.device)
        parameters = count_parameters(plan.shape)
        check_memory(parameters, device)
        self.config, self.plan, self.stop = config, plan, stop
        self.checkpoints = out / "checkpoints"
        self.reporter = Reporter(metrics=out / "metrics.jsonl")
        self.tokenizer = load_tokenizer(tokens.tokenizer)
        self.tokens = tokens
        self.rows = validation_rows(tokens.validation, plan.shape.context, config.evaluation_tokens)
        self.training = Training(tokens, config, plan, device)
        checkpoint = latest_checkpoint(self.checkpoints, self.reporter)
        if checkpoint is not None:
            self.training.restore(checkpoint)
        elif start_from is not None:
            self.training.start_from(load_checkpoint(start_from))
        self.validation: float | None = None
        """Of the current step, where it was looked at."""
        # One that begins anew, because it was killed before its first checkpoint, says everything again.
        trim_metrics(out / "metrics.jsonl", -1 if checkpoint is None else self.training.step)
        begin = self.reporter.record if checkpoint is None else self.reporter.say
        begin(
            "start",
            step=self.training.step,
            steps=plan.steps,
            parameters=parameters,
            device=device.type,
            tokensPerStep=plan.tokens_per_step,
            trainTokens=tokens.train.tokens,
            validationTokens=tokens.validation.tokens,
            resumed=checkpoint is not None,
        )
        self.clock = _Clock()
        self.clocked_step = self.training.step

    def run(self) -> str:
        """Steps until all are done or a stop is asked for; the status."""
        training, stop = self.training, self.stop
        status = "cancelled"
        while not stop.requested:
            if training.followed_up < training.step and not self.follow_up():
                break
            if training.step > 0 and self.due(self.config.checkpoint_every):
                self.save()
            if training.step == self.plan.steps:
                status = "done"
                break
            with self.clock:
                if not training.take_step(stop):
                    break
        if status == "cancelled" and training.step > 0:
            self.save()
        self.reporter.record("end", status=status, step=training.step)
        return status

    def due(self, every: int) -> bool:
        step = self.training.step
        return step == self.plan.steps or (every > 0 and step % every == 0)

    def follow_up(self) -> bool:
        """Looks at the model after a step. Stopped in between, it has said nothing yet and returns False."""
        config, training = self.config, self.training
        logs = training.step > 0 and self.due(config.log_every)
        if logs:
            with self.clock:
                # Waits for the device, so that its work counts as the steps' and not as validation's.
                training.check_finite()
        evaluates = len(self.rows) > 0 and (self.due(config.evaluate_every) or self.due(config.checkpoint_every))
        validation = training.validate(self.rows, self.stop) if evaluates else None
        samples = training.step > 0 and self.due(config.sample_every)
        text = self.sample() if samples else ""
        if self.stop.requested:
            return False
        if logs:
            self.log()
        if validation is not None:
            self.report(validation)
        if samples:
            self.reporter.record("sample", step=training.step, prompt=config.prompt, text=text)
        training.followed_up = training.step
        self.validation = validation
        return True

    def log(self) -> None:
        training, plan = self.training, self.plan
        steps = training.step - self.clocked_step
        self.reporter.record(
            "step",
            step=training.step,
            steps=plan.steps,
            loss=training.logged.take(),
            learningRate=plan.schedule.at(training.step - 1),
            gradientNorm=float(training.norm),
            epoch=training.stream.position.epoch,
            tokens=training.step * plan.tokens_per_step,
            tokensPerSecond=round(steps * plan.tokens_per_step / max(self.clock.seconds, 1e-9)),
        )
        self.clock.seconds = 0.0
        self.clocked_step = training.step

    def report(self, validation: float) -> None:
        training, split = self.training, self.tokens.validation
        loss = training.evaluated.take()
        self.reporter.record(
            "evaluation",
            step=training.step,
            validationLoss=validation,
            trainLoss=loss,
            # Comparable between tokenizers, unlike a loss per token.
            bitsPerByte=validation / math.log(2) * split.tokens / split.bytes,
        )
        watch = training.watch
        if watch.see(training.step, loss, validation):
            self.reporter.record(
                "overfitting",
                step=training.step,
                validationLoss=validation,
                trainLoss=loss,
                bestStep=watch.best_step,
                bestValidationLoss=watch.best_validation,
            )

    def sample(self) -> str:
        config, training = self.config, self.training
        return sample(
            training.model,
            self.tokenizer,
            config.prompt,
            self.tokens.end_of_text,
            length=config.sample_tokens,
            temperature=config.temperature,
            top_k=config.top_k,
            seed=config.seed + training.step,
            stop=self.stop,
        )

    def save(self) -> None:
        """Writes the step's checkpoint, unless it is there, and removes those that are no longer kept."""
        training = self.training
        training.check_finite()
        if self.validation is not None and (training.best is None or self.validation < training.best[1]):
            training.best = (training.step, self.validation)
        path = self.checkpoints / checkpoint_name(training.step)
        if not path.exists():
            save_checkpoint(self.checkpoints, training.step, training.contents())
        best = training.best and training.best[0]
        kept = keep_checkpoints(self.checkpoints, self.config.keep_checkpoints, best)
        self.reporter.say(
            "checkpoint",
            step=training.step,
            file=path.name,
            bytes=path.stat().st_size,
            kept=kept,
            best=None if best is None else checkpoint_name(best),
        )


class _Clock:
    """Adds up the time inside its blocks."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._since = 0.0

    def __enter__(self) -> None:
        self._since = time.monotonic()

    def __exit__(self, *error: object) -> None:
        self.seconds += time.monotonic() - self._since
