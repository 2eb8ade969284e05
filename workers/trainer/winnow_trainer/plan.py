"""A configuration resolved for given tokens: shape, batch, steps."""

import math
from dataclasses import dataclass

from .config import Config
from .errors import TrainerError
from .model import Shape
from .presets import find_preset
from .schedule import Schedule
from .token_files import Tokens


@dataclass(frozen=True)
class Plan:
    shape: Shape
    batch: int
    micro_batch: int
    steps: int
    schedule: Schedule

    @property
    def tokens_per_step(self) -> int:
        return self.batch * self.shape.context


def make_plan(config: Config, tokens: Tokens) -> Plan:
    """Errors: `TrainerError` for a batch that micro-batches do not fill, and for tokens that are too few."""
    preset = find_preset(config.preset)
    context = config.context or preset.context
    batch = config.batch or preset.batch
    micro_batch = config.micro_batch or min(preset.micro_batch, batch)
    if batch % micro_batch != 0:
        raise TrainerError(f"batch: expected a multiple of microBatch {micro_batch}, found {batch}")
    if tokens.train.tokens < 2:  # noqa: PLR2004
        raise TrainerError(f"{tokens.folder}: expected training tokens, found {tokens.train.tokens}")
    steps = _steps(config, tokens, batch * context)
    highest = config.learning_rate or preset.learning_rate
    schedule = Schedule(steps, math.ceil(config.warmup * steps), highest, highest * config.final_learning_rate)
    shape = Shape(tokens.vocabulary, context, preset.layers, preset.heads, preset.width)
    return Plan(shape, batch, micro_batch, steps, schedule)


def _steps(config: Config, tokens: Tokens, per_step: int) -> int:
    if config.steps is not None:
        return config.steps
    wanted = config.tokens if config.tokens is not None else (config.epochs or 0) * tokens.train.tokens
    return max(1, math.ceil(wanted / per_step))
