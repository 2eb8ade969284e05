"""
The order in which training sees tokens: all documents in a new order each epoch, one after another, cut into rows.

Order depends on seed and epoch alone; where a training is in it is three numbers, so it can go on exactly there.
"""

from dataclasses import dataclass

import numpy as np

from .token_files import Split


@dataclass
class Position:
    epoch: int = 0
    document: int = 0
    """Place in the epoch's order."""
    offset: int = 0
    """Token in that document."""


class TokenStream:
    """Endless; memory holds 16 bytes a document (the order), tokens stay on disk."""

    def __init__(self, split: Split, seed: int, position: Position) -> None:
        self._split = split
        self._seed = seed
        self.position = position
        self._order = _order(split.documents, seed, position.epoch)

    def batch(self, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
        """The next rows x columns tokens, and for each the token that follows it. (rows, columns) int64 each."""
        tokens = self._take(rows * columns)
        following = np.append(tokens[1:], self._peek())
        return tokens.reshape(rows, columns), following.reshape(rows, columns)

    def _take(self, count: int) -> np.ndarray:
        taken = np.empty(count, np.int64)
        filled = 0
        while filled < count:
            rest = self._rest()
            size = min(len(rest), count - filled)
            taken[filled : filled + size] = rest[:size]
            filled += size
            self.position.offset += size
        return taken

    def _peek(self) -> int:
        return int(self._rest()[0])

    def _rest(self) -> np.ndarray:
        """What is left of the document at the position; goes on to the next one where nothing is."""
        while True:
            if self.position.document == len(self._order):
                epoch = self.position.epoch + 1
                self.position = Position(epoch)
                self._order = _order(self._split.documents, self._seed, epoch)
            tokens = self._split.document(int(self._order[self.position.document]))
            if self.position.offset < len(tokens):
                return tokens[self.position.offset :]
            self.position = Position(self.position.epoch, self.position.document + 1)


def _order(documents: int, seed: int, epoch: int) -> np.ndarray:
    """
    Documents sorted by a hash of seed, epoch and number (SplitMix64, Steele et al. 2014).

    Unlike a shuffle by NumPy, whose algorithm may change between versions, it is the same everywhere.
    """
    start = np.array([(seed * 0x9E3779B97F4A7C15 + epoch * 0xD1B54A32D192ED03) % (1 << 64)], np.uint64)
    hashes = _mix(_mix(start) + np.arange(documents, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    return np.argsort(hashes, kind="stable")


def _mix(x: np.ndarray) -> np.ndarray:
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def validation_rows(split: Split, columns: int, most: int) -> np.ndarray:
    """
    The first `most` tokens of a split, in order, as rows of `columns` + 1 that overlap by one: inputs and targets.

    A split shorter than one row is one shorter row; one without two tokens has no rows.
    """
    wanted = min(most, split.tokens)
    tokens = np.empty(wanted, np.int64)
    filled = 0
    for number in range(split.documents):
        if filled == wanted:
            break
        document = split.document(number)[: wanted - filled]
        tokens[filled : filled + len(document)] = document
        filled += len(document)
    columns = min(columns, wanted - 1)
    if columns < 1:
        return np.empty((0, 0), np.int64)
    rows = (wanted - 1) // columns
    starts = np.arange(rows)[:, None] * columns
    return tokens[starts + np.arange(columns + 1)[None, :]]
