"""
A decoder-only transformer as in GPT-2 (Radford et al. 2019): learned positions, layer norm before each sublayer, GELU,
output tied to the token embedding.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

VOCABULARY_MULTIPLE = 64
"""Matrix units work in multiples of this; the tokens added are never a target."""
INITIAL_DEVIATION = 0.02


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    """Tokens that the tokenizer has."""
    context: int
    layers: int
    heads: int
    width: int

    @property
    def padded_vocabulary(self) -> int:
        return -(-self.vocabulary // VOCABULARY_MULTIPLE) * VOCABULARY_MULTIPLE


class Attention(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.dropout = dropout
        self.query_key_value = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        B, T, C = x.shape
        q, k, v = (
            part.view(B, T, self.heads, C // self.heads).transpose(1, 2)
            for part in self.query_key_value(x).split(C, dim=2)
        )
        dropout = self.dropout if self.training else 0.0
        y = functional.scaled_dot_product_attention(q, k, v, dropout_p=dropout, is_causal=True)
        return self.out(y.transpose(1, 2).reshape(B, T, C))


class Block(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(shape.width)
        self.attention = Attention(shape, dropout)
        self.feed_norm = nn.LayerNorm(shape.width)
        self.feed_in = nn.Linear(shape.width, 4 * shape.width)
        self.feed_out = nn.Linear(4 * shape.width, shape.width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.drop(self.attention(self.attention_norm(x)))
        inner = functional.gelu(self.feed_in(self.feed_norm(x)), approximate="tanh")
        return x + self.drop(self.feed_out(inner))


class GPT(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.padded_vocabulary, shape.width)
        self.positions = nn.Embedding(shape.context, shape.width)
        self.drop = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)
        self.apply(_initialise)
        # Each of the two sublayers of a block adds to the residual stream, so their variance is shared out.
        for name, parameter in self.named_parameters():
            if name.endswith(("attention.out.weight", "feed_out.weight")):
                nn.init.normal_(parameter, std=INITIAL_DEVIATION / math.sqrt(2 * shape.layers))

    def hidden(self, tokens: Tensor) -> Tensor:
        """(B, T) tokens → (B, T, width)."""
        positions = torch.arange(tokens.shape[1], device=tokens.device)
        x = self.drop(self.tokens(tokens) + self.positions(positions))
        for block in self.blocks:
            x = block(x)
        return self.norm(x)

    def forward(self, tokens: Tensor, targets: Tensor) -> Tensor:
        """Mean cross-entropy, in nats, of (B, T) targets: each the token after the one at its place in `tokens`."""
        logits = functional.linear(self.hidden(tokens), self.tokens.weight)
        return functional.cross_entropy(logits.flatten(0, 1).float(), targets.flatten())

    def next_logits(self, tokens: Tensor) -> Tensor:
        """(B, T) tokens → (B, vocabulary) logits of the token that follows."""
        logits = functional.linear(self.hidden(tokens)[:, -1], self.tokens.weight)
        return logits[:, : self.shape.vocabulary].float()


def _initialise(module: nn.Module) -> None:
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=INITIAL_DEVIATION)
    if isinstance(module, nn.Linear):
        nn.init.zeros_(module.bias)


def count_parameters(shape: Shape) -> int:
    """Without making them, so that a model too large for the machine can be told before it is made."""
    with torch.device("meta"):
        return sum(parameter.numel() for parameter in GPT(shape).parameters())
