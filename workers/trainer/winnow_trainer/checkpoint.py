"""Checkpoints: everything that a training needs to go on as if it had never stopped."""

import re
from pathlib import Path
from typing import Any

import torch

from .errors import TrainerError
from .events import Reporter
from .files import TEMPORARY, atomic

FORMAT = 1
_NAME = re.compile(r"step-(\d{8})\.pt")

Contents = dict[str, Any]


def checkpoint_name(step: int) -> str:
    return f"step-{step:08d}.pt"


def save_checkpoint(folder: Path, step: int, contents: Contents) -> Path:
    path = folder / checkpoint_name(step)
    with atomic(path) as file:
        torch.save({"format": FORMAT, "step": step, **contents}, file)
    return path


def load_checkpoint(path: Path) -> Contents:
    """Tensors and plain values only, never code. Errors: `TrainerError`."""
    try:
        contents = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    except Exception as error:  # the reader raises many kinds for damaged files
        raise TrainerError(f"{path}: expected a checkpoint: {error}") from error
    if not isinstance(contents, dict) or contents.get("format") != FORMAT:
        raise TrainerError(f"{path}: expected a checkpoint of format {FORMAT}")
    return contents


def latest_checkpoint(folder: Path, reporter: Reporter) -> Contents | None:
    """The newest one that can be read; damaged ones are reported and passed over."""
    for path in sorted(list_checkpoints(folder), reverse=True):
        try:
            return load_checkpoint(path)
        except TrainerError as error:
            reporter.say("warning", message=f"{error}; going on from the one before")
    return None


def list_checkpoints(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("step-*.pt") if _NAME.fullmatch(path.name))


def keep_checkpoints(folder: Path, last: int, best: int | None) -> list[str]:
    """Removes all but the `last` newest and the one of step `best`; the names of those that stay."""
    paths = list_checkpoints(folder)
    kept = {path.name for path in paths[-last:]}
    if best is not None:
        kept.add(checkpoint_name(best))
    for path in paths:
        if path.name not in kept:
            path.unlink()
    for path in folder.glob(f"*{TEMPORARY}"):
        path.unlink()
    return [path.name for path in paths if path.name in kept]
