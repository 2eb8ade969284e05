"""A training at work: what a checkpoint holds, and what moves it by a step."""

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .checkpoint import Contents
from .config import Config, config_values
from .data import Position, TokenStream
from .device import autocast, random_state, set_random_state
from .errors import TrainerError
from .model import GPT
from .optimiser import make_optimiser
from .overfitting import OverfittingWatch
from .plan import Plan
from .stop import Stop
from .token_files import Tokens

# What may differ when a training goes on; anything else would make it another training.
CHANGEABLE = {
    "logEvery", "evaluateEvery", "evaluationTokens", "sampleEvery", "sampleTokens", "prompt", "temperature", "topK",
    "checkpointEvery", "keepCheckpoints", "device", "compile", "microBatch",
}  # fmt: skip


@dataclass
class Mean:
    """Sums losses on their device, so that no step waits for it."""

    total: Tensor
    count: int = 0

    def add(self, loss: Tensor) -> None:
        self.total += loss
        self.count += 1

    def take(self) -> float | None:
        """The mean since the last time, or None where there was nothing."""
        mean = float(self.total) / self.count if self.count else None
        self.total.zero_()
        self.count = 0
        return mean


class Training:
    def __init__(self, tokens: Tokens, config: Config, plan: Plan, device: torch.device) -> None:
        torch.manual_seed(config.seed)
        self.tokens, self.config, self.plan, self.device = tokens, config, plan, device
        self.model = GPT(plan.shape, config.dropout).to(device)
        self.optimiser = make_optimiser(self.model, config, device)
        self.stream = self._stream(Position())
        self.step = 0
        self.followed_up = -1
        """The step after which evaluation and sample were made."""
        self.norm = torch.zeros((), device=device)
        """Of the last step's gradient, before clipping."""
        self.logged, self.evaluated = self._mean(), self._mean()
        """Training loss since the last log line and since the last evaluation."""
        self.watch = OverfittingWatch()
        self.best: tuple[int, float] | None = None
        """Step and validation loss of the best checkpoint."""
        compiled = config.compile if config.compile is not None else device.type == "cuda"
        self.loss = torch.compile(self.model) if compiled else self.model

    def _mean(self) -> Mean:
        return Mean(torch.zeros((), dtype=torch.float64, device=self.device))

    def _stream(self, position: Position) -> TokenStream:
        return TokenStream(self.tokens.train, self.config.seed, position)

    def take_step(self, stop: Stop) -> bool:
        """One optimiser step over a whole batch. Stopped in between, it leaves all as before and returns False."""
        position, random = dataclasses.replace(self.stream.position), random_state(self.device)
        for group in self.optimiser.param_groups:
            group["lr"] = self.plan.schedule.at(self.step)
        self.optimiser.zero_grad(set_to_none=True)
        rounds = self.plan.batch // self.plan.micro_batch
        total = torch.zeros((), dtype=torch.float64, device=self.device)
        for _ in range(rounds):
            if stop.requested:
                self.stream = self._stream(position)
                set_random_state(random, self.device)
                return False
            inputs, targets = self.stream.batch(self.plan.micro_batch, self.plan.shape.context)
            with autocast(self.device):
                loss = self.loss(self._move(inputs), self._move(targets)) / rounds
            loss.backward()
            total += loss.detach()
        limit = self.config.gradient_clip or math.inf
        self.norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), limit)
        self.optimiser.step()
        self.step += 1
        self.logged.add(total)
        self.evaluated.add(total)
        return True

    @torch.inference_mode()
    def validate(self, rows: np.ndarray, stop: Stop) -> float | None:
        """Mean loss over rows of context + 1 tokens; None where stopped."""
        self.model.eval()
        total = 0.0
        for start in range(0, len(rows), self.plan.micro_batch):
            if stop.requested:
                break
            some = rows[start : start + self.plan.micro_batch]
            with autocast(self.device):
                loss = self.model(self._move(some[:, :-1].copy()), self._move(some[:, 1:].copy()))
            total += float(loss) * len(some)
        self.model.train()
        return None if stop.requested else total / len(rows)

    def _move(self, rows: np.ndarray) -> Tensor:
        tensor = torch.from_numpy(rows)
        if self.device.type == "cuda":
            return tensor.pin_memory().to(self.device, non_blocking=True)
        return tensor

    def check_finite(self) -> None:
        """Errors: `TrainerError` where the training has diverged."""
        if not math.isfinite(float(self.logged.total)) or not math.isfinite(float(self.norm)):
            raise TrainerError(f"step {self.step}: the loss diverged: expected a finite one; lower learningRate")

    def contents(self) -> Contents:
        """What `restore` takes."""
        return {
            "config": config_values(self.config),
            "shape": dataclasses.asdict(self.plan.shape),
            "tokens": self.tokens.sha256,
            "tokenizer": self.tokens.tokenizer_sha256,
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "random": random_state(self.device),
            "position": dataclasses.asdict(self.stream.position),
            "followed_up": self.followed_up,
            "means": [(float(mean.total), mean.count) for mean in (self.logged, self.evaluated)],
            "norm": float(self.norm),
            "watch": dataclasses.asdict(self.watch),
            "best": self.best,
        }

    def restore(self, contents: Contents) -> None:
        """Errors: `TrainerError` where the checkpoint is of other tokens or another configuration."""
        if contents["tokens"] != self.tokens.sha256:
            raise TrainerError("the checkpoints there are of other tokens: expected an empty folder or the same tokens")
        before = contents["config"]
        for key, now in config_values(self.config).items():
            if key not in CHANGEABLE and before.get(key) != now:
                raise TrainerError(
                    f"the checkpoints there have {key} {before.get(key)}: expected the same, found {now}"
                )
        self.model.load_state_dict(contents["model"])
        self.optimiser.load_state_dict(contents["optimiser"])
        self.stream = self._stream(Position(**contents["position"]))
        self.step, self.followed_up = contents["step"], contents["followed_up"]
        self.norm.fill_(contents["norm"])
        for mean, (total, count) in zip((self.logged, self.evaluated), contents["means"], strict=True):
            mean.total.fill_(total)
            mean.count = count
        self.watch = OverfittingWatch(**contents["watch"])
        self.best = contents["best"]
        set_random_state(contents["random"], self.device)

    def start_from(self, contents: Contents) -> None:
        """Takes a checkpoint's weights and nothing else. Errors: `TrainerError` for another shape or tokenizer."""
        shape = dataclasses.asdict(self.plan.shape)
        if contents["shape"] != shape:
            raise TrainerError(f"the checkpoint to start from has shape {contents['shape']}: expected {shape}")
        if contents["tokenizer"] != self.tokens.tokenizer_sha256:
            raise TrainerError("the checkpoint to start from has another tokenizer: give its tokenizer as well")
        self.model.load_state_dict(contents["model"])
