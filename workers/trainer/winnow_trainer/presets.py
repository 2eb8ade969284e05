"""
Model sizes with the batch and learning rate that go with them.

GPT-2 (Radford et al. 2019, table 2); its batch of half a million tokens and learning rates after GPT-3's of the same
size. GPT-3 (Brown et al. 2020, table 2.1): XL has 16 heads here, as 24 do not divide its width; 13B has width 5,120,
for 40 heads of 128.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from .errors import TrainerError


@dataclass(frozen=True)
class Preset:
    layers: int
    heads: int
    width: int
    context: int
    """Tokens that the model sees at once."""
    batch: int
    """Sequences per optimiser step."""
    micro_batch: int
    """Sequences per forward pass; the gradients of several add up to a batch."""
    learning_rate: float


def find_preset(name: str) -> Preset:
    presets = json.loads(Path(__file__).with_name("presets.json").read_bytes())
    if name not in presets:
        raise TrainerError(f"preset: expected one of {', '.join(presets)}, found {name!r}")
    values = presets[name]
    return Preset(
        values["layers"],
        values["heads"],
        values["width"],
        values["context"],
        values["batch"],
        values["microBatch"],
        values["learningRate"],
    )
