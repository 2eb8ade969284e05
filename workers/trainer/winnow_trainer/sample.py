"""Text from a model."""

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from .model import GPT
from .stop import Stop


@torch.inference_mode()
def sample(
    model: GPT,
    tokenizer: Tokenizer,
    prompt: str,
    end_of_text: int,
    *,
    length: int,
    temperature: float,
    top_k: int,
    seed: int,
    stop: Stop,
) -> str:
    """
    Prompt and up to `length` more tokens; temperature 0 takes the likeliest one each time.

    It draws from a generator of its own, so that sampling does not change what is trained.
    """
    device = model.tokens.weight.device
    generator = torch.Generator().manual_seed(seed)
    tokens = [end_of_text, *tokenizer.encode(prompt, add_special_tokens=False).ids]
    training = model.training
    model.eval()
    for _ in range(length):
        if stop.requested:
            break
        window = torch.tensor([tokens[-model.shape.context :]], device=device)
        logits = model.next_logits(window)[0].cpu()
        following = _choose(logits, temperature, top_k, generator)
        if following == end_of_text:
            break
        tokens.append(following)
    model.train(training)
    return tokenizer.decode(tokens[1:], skip_special_tokens=False)


def _choose(logits: torch.Tensor, temperature: float, top_k: int, generator: torch.Generator) -> int:
    if temperature == 0:
        return int(logits.argmax())
    if top_k > 0:
        smallest = logits.topk(min(top_k, len(logits))).values[-1]
        logits = logits.masked_fill(logits < smallest, float("-inf"))
    return int(torch.multinomial(functional.softmax(logits / temperature, dim=0), 1, generator=generator))
