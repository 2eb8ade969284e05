"""Loads the package before PyTorch, as a training does: it sets how PyTorch's threads wait."""

import winnow_trainer  # noqa: F401
