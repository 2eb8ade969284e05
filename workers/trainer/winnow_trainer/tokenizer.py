"""Byte-level BPE in the form of Hugging Face's `tokenizers`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from .errors import TrainerError

END_OF_TEXT = "<|endoftext|>"
"""Between documents, as in GPT-2 (Radford et al. 2019)."""

SMALLEST_VOCABULARY = 257
"""All bytes and the end of text."""

PIECE_CHARACTERS = 1 << 20
"""Longer texts are encoded in pieces: an encoding holds about 100 times the bytes of its text."""

# GPT-2's pre-tokenizer always starts a new word at a lone blank or line feed between two visible characters, so a cut
# there changes no token.
_CUT = re.compile(r"(?<=\S)[ \n](?=\S)")


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """A tokenizer of at most `vocabulary` tokens; the same texts give the same one."""
    if vocabulary < SMALLEST_VOCABULARY:
        raise TrainerError(f"vocabSize: expected at least {SMALLEST_VOCABULARY}, found {vocabulary}")
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        min_frequency=2,
        special_tokens=[END_OF_TEXT],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    pieces = (piece for text in texts for piece in split_text(text))
    tokenizer.train_from_iterator(pieces, trainer)
    return tokenizer


def load_tokenizer(path: Path) -> Tokenizer:
    """Errors: `TrainerError` where the file is no tokenizer or does not know the end of text."""
    if not path.is_file():
        raise TrainerError(f"{path}: no such file")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the package raises plain Exception
        raise TrainerError(f"{path}: expected a tokenizer.json of Hugging Face tokenizers: {error}") from error
    if tokenizer.token_to_id(END_OF_TEXT) is None:
        raise TrainerError(f"{path}: expected a token {END_OF_TEXT}, which stands between documents")
    # A page that has the characters "<|endoftext|>" in its text must not end a document by them.
    tokenizer.encode_special_tokens = True
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def split_text(text: str) -> Iterator[str]:
    """The text in pieces of about a million characters, cut where a word starts (or, without any, anywhere)."""
    start = 0
    while len(text) - start > PIECE_CHARACTERS:
        cut = _CUT.search(text, start + PIECE_CHARACTERS - PIECE_CHARACTERS // 8, start + PIECE_CHARACTERS)
        end = cut.start() if cut else start + PIECE_CHARACTERS
        yield text[start:end]
        start = end
    yield text[start:]
