"""How a training goes. The Node side holds the schema with every default and range; here it is only read."""

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from .errors import TrainerError
from .files import read_json


@dataclass(frozen=True)
class Config:
    preset: str
    context: int | None
    """None: the preset's; so for the others."""
    batch: int | None
    micro_batch: int | None
    learning_rate: float | None
    """Highest one, at the end of the warm-up."""
    steps: int | None
    """Exactly one of steps, tokens and epochs is a number."""
    tokens: int | None
    epochs: float | None
    warmup: float
    """Share of the steps."""
    final_learning_rate: float
    """Share of the highest one that the cosine ends at."""
    weight_decay: float
    beta1: float
    beta2: float
    gradient_clip: float
    """Largest norm of the gradient; 0: no limit."""
    dropout: float
    log_every: int
    evaluate_every: int
    evaluation_tokens: int
    """Validation tokens that are looked at, at most."""
    sample_every: int
    """0: only at the end."""
    sample_tokens: int
    prompt: str
    temperature: float
    top_k: int
    checkpoint_every: int
    keep_checkpoints: int
    seed: int
    device: str
    """auto, cpu or cuda."""
    compile: bool | None
    """None: on CUDA only."""


def read_config(path: Path) -> Config:
    """Errors: `TrainerError` naming the field that is missing, unknown or of another type."""
    return parse_config(read_json(path), str(path))


def parse_config(values: Any, where: str = "config") -> Config:  # noqa: ANN401
    if not isinstance(values, dict):
        raise TrainerError(f"{where}: expected an object")
    hints = get_type_hints(Config)
    names = {_camel(name): name for name in hints}
    unknown = sorted(set(values) - set(names))
    if unknown:
        raise TrainerError(f"{where}: unknown field {', '.join(unknown)}")
    fields = {}
    for key, name in names.items():
        if key not in values:
            raise TrainerError(f"{where}: field {key} is missing")
        fields[name] = _typed(values[key], hints[name], f"{where}: {key}")
    config = Config(**fields)
    if sum(length is not None for length in (config.steps, config.tokens, config.epochs)) != 1:
        raise TrainerError(f"{where}: expected exactly one of steps, tokens and epochs")
    return config


def config_values(config: Config) -> dict[str, Any]:
    """What `parse_config` takes."""
    return {_camel(name): value for name, value in dataclasses.asdict(config).items()}


def _typed(value: object, hint: Any, where: str) -> object:  # noqa: ANN401
    kinds = get_args(hint) or (hint,)
    if isinstance(value, int) and not isinstance(value, bool) and float in kinds:
        return float(value)
    # bool is an int in Python, but true is no number here.
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        expected = " or ".join(getattr(kind, "__name__", str(kind)) for kind in kinds)
        raise TrainerError(f"{where}: expected {expected}, found {value!r}")
    return value


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match.group(1).upper(), name)
