"""Where the model is trained, and how numbers are kept there."""

import contextlib
import os
from contextlib import AbstractContextManager

import torch

from .errors import TrainerError

BYTES_PER_PARAMETER = 16
"""Weight, gradient and two moments of AdamW, 32 bits each."""


def choose_device(wanted: str) -> torch.device:
    if wanted == "cuda" and not torch.cuda.is_available():
        raise TrainerError("device: expected a CUDA device, found none")
    if wanted == "cpu" or not torch.cuda.is_available():
        return torch.device("cpu")
    torch.set_float32_matmul_precision("high")
    return torch.device("cuda")


def autocast(device: torch.device) -> AbstractContextManager[object]:
    """bfloat16 for matrix products where CUDA has it; 32 bits elsewhere."""
    if device.type == "cuda" and torch.cuda.is_bf16_supported():
        return torch.autocast("cuda", torch.bfloat16)
    return contextlib.nullcontext()


def check_memory(parameters: int, device: torch.device) -> None:
    """Errors: `TrainerError` where weights and optimiser alone do not fit."""
    needed = parameters * BYTES_PER_PARAMETER
    if device.type == "cuda":
        available = torch.cuda.mem_get_info()[1]
    elif hasattr(os, "sysconf"):
        available = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    else:
        return
    if needed > available:
        raise TrainerError(
            f"a model of {parameters / 1e6:,.0f} M parameters needs {needed / 1e9:,.1f} GB for weights, gradients and "
            f"optimiser; {device.type} has {available / 1e9:,.1f} GB: choose a smaller preset"
        )


def random_state(device: torch.device) -> dict[str, torch.Tensor]:
    state = {"cpu": torch.get_rng_state()}
    if device.type == "cuda":
        state["cuda"] = torch.cuda.get_rng_state()
    return state


def set_random_state(state: dict[str, torch.Tensor], device: torch.device) -> None:
    torch.set_rng_state(state["cpu"])
    if device.type == "cuda" and "cuda" in state:
        torch.cuda.set_rng_state(state["cuda"])
