"""Learning rate over a training: linear warm-up, then a cosine (Brown et al. 2020, appendix B)."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    steps: int
    warmup_steps: int
    highest: float
    lowest: float

    def at(self, step: int) -> float:
        """Learning rate of a step, the first being 0. The last step of the warm-up has the highest."""
        if step < self.warmup_steps:
            return self.highest * (step + 1) / self.warmup_steps
        progress = (step - self.warmup_steps) / max(1, self.steps - self.warmup_steps)
        return self.lowest + (self.highest - self.lowest) * (1 + math.cos(math.pi * min(1.0, progress))) / 2
