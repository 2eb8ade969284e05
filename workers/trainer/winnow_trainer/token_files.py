"""
Token shards on disk, little-endian.

`NAME.bin` holds the tokens of one split of one dataset shard, uint16 or uint32, each document ended by the end of text.
`NAME.idx` holds where each document starts in it, uint64, and one last entry: the number of tokens.
`tokens.json` names them all and is written last.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .errors import TrainerError
from .files import read_json

FORMAT = 1
UINT16_VOCABULARY = 1 << 16
SPLITS = ("train", "validation")


def token_type(vocabulary: int) -> np.dtype[Any]:
    """The smallest type that holds every token."""
    return np.dtype("<u2" if vocabulary <= UINT16_VOCABULARY else "<u4")


@dataclass(frozen=True)
class Split:
    """The documents of one split over all its shards, as one row of documents. Read from disk as needed."""

    shards: tuple[np.ndarray, ...]
    """Tokens of each shard, memory-mapped."""
    starts: tuple[np.ndarray, ...]
    """Starts of each shard's documents and the end of the last, memory-mapped."""
    firsts: np.ndarray
    """Number of the first document of each shard, and the number of documents."""
    tokens: int
    bytes: int
    """UTF-8 bytes of the texts that the tokens stand for."""

    @property
    def documents(self) -> int:
        return int(self.firsts[-1])

    def document(self, number: int) -> np.ndarray:
        """Tokens of a document with its end of text."""
        shard = int(np.searchsorted(self.firsts, number, side="right")) - 1
        local = number - int(self.firsts[shard])
        starts = self.starts[shard]
        return self.shards[shard][int(starts[local]) : int(starts[local + 1])]


@dataclass(frozen=True)
class Tokens:
    folder: Path
    vocabulary: int
    end_of_text: int
    sha256: str
    """Equal where tokens, their order and the tokenizer are equal."""
    tokenizer_sha256: str
    train: Split
    validation: Split

    @property
    def tokenizer(self) -> Path:
        return self.folder / "tokenizer.json"


def open_tokens(folder: Path) -> Tokens:
    """Errors: `TrainerError` where `tokens.json` is missing or a file has not the size it says."""
    path = folder / "tokens.json"
    index = read_json(path)
    if not isinstance(index, dict) or index.get("format") != FORMAT:
        raise TrainerError(f"{path}: expected token shards of format {FORMAT}")
    dtype = np.dtype(index["dtype"])
    train, validation = (_open_split(folder, dtype, index[name]) for name in SPLITS)
    tokenizer_sha256 = index["tokenizer"]["sha256"]
    return Tokens(folder, index["vocabSize"], index["endOfText"], index["sha256"], tokenizer_sha256, train, validation)


def _open_split(folder: Path, dtype: np.dtype[Any], entry: dict[str, Any]) -> Split:
    shards, starts, firsts = [], [], [0]
    for shard in entry["shards"]:
        if shard["documents"] == 0:
            continue
        shards.append(_map(folder / f"{shard['name']}.bin", dtype, shard["tokens"]))
        starts.append(_map(folder / f"{shard['name']}.idx", np.dtype("<u8"), shard["documents"] + 1))
        firsts.append(firsts[-1] + shard["documents"])
    return Split(tuple(shards), tuple(starts), np.array(firsts), entry["tokens"], entry["bytes"])


def _map(path: Path, dtype: np.dtype[Any], length: int) -> np.ndarray:
    size = path.stat().st_size if path.is_file() else -1
    if size != length * dtype.itemsize:
        raise TrainerError(f"{path}: expected {length * dtype.itemsize} bytes, found {max(size, 0)}")
    return np.memmap(path, dtype=dtype, mode="r")
