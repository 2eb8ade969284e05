"""Early warning of overfitting: the validation loss rises while the training loss still falls."""

from dataclasses import dataclass

RISE = 0.005
"""Share of the best validation loss that counts as rising: less is noise of the batches in between."""
PATIENCE = 2
"""Evaluations in a row that must be above it."""


@dataclass
class OverfittingWatch:
    best_step: int = -1
    best_validation: float = float("inf")
    best_train: float = float("inf")
    """Training loss before the evaluation that was best."""
    above: int = 0
    warned: bool = False

    def see(self, step: int, train: float | None, validation: float) -> bool:
        """Takes an evaluation and the mean training loss since the one before; True where it is time to warn."""
        if validation < self.best_validation:
            self.best_step, self.best_validation, self.above, self.warned = step, validation, 0, False
            self.best_train = float("inf") if train is None else train
            return False
        rising = validation > self.best_validation * (1 + RISE) and train is not None and train < self.best_train
        self.above = self.above + 1 if rising else 0
        if self.above < PATIENCE or self.warned:
            return False
        self.warned = True
        return True
