"""AdamW (Loshchilov & Hutter 2019) with weight decay on matrices alone."""

import torch

from .config import Config
from .model import GPT


def make_optimiser(model: GPT, config: Config, device: torch.device) -> torch.optim.AdamW:
    """Biases and layer norms have no decay (Brown et al. 2020, appendix B, after Radford et al. 2018)."""
    parameters = list(model.parameters())
    groups = [
        {"params": [p for p in parameters if p.dim() >= 2], "weight_decay": config.weight_decay},  # noqa: PLR2004
        {"params": [p for p in parameters if p.dim() < 2], "weight_decay": 0.0},  # noqa: PLR2004
    ]
    return torch.optim.AdamW(groups, lr=0.0, betas=(config.beta1, config.beta2), eps=1e-8, fused=device.type == "cuda")
