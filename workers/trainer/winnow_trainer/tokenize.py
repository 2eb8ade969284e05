"""Makes token shards of a dataset: its tokenizer, then one pair of files per split and dataset shard."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from tokenizers import Tokenizer

from .dataset import Dataset, Document, Shard, open_dataset, read_documents
from .errors import TrainerError
from .events import Reporter
from .files import atomic, read_json_if_there, sha256_of, sha256_of_file, write_json
from .split import SPACE, document_hash, threshold
from .stop import Stop
from .token_files import FORMAT, SPLITS, token_type
from .tokenizer import END_OF_TEXT, load_tokenizer, split_text, train_tokenizer

TOKENIZER_BYTES = 256 << 20
"""Text that a tokenizer is trained on at most; of larger datasets a sample of the documents by hash."""
BATCH_CHARACTERS = 2 << 20
"""Text encoded at a time."""
REPORT_DOCUMENTS = 1000


@dataclass(frozen=True)
class TokenizeOptions:
    vocabulary: int
    """Most tokens of a tokenizer that is trained here."""
    tokenizer: Path | None
    """A tokenizer that is used instead."""
    validation: float
    """Share of the documents that is held out."""
    seed: int


@dataclass(frozen=True)
class Survey:
    """What one pass over all documents found."""

    documents: int
    bytes: int
    smallest: int
    """Smallest split hash of a document."""


def tokenize(folder: Path, out: Path, options: TokenizeOptions, reporter: Reporter, stop: Stop) -> None:
    """
    Writes token shards of the dataset in `folder` into `out`.

    Whatever is there and was made from the same inputs is used again, so a call that was stopped goes on. Memory holds
    some megabytes of text and, while a tokenizer is trained, its distinct words. Errors: `TrainerError`, `Cancelled`.
    """
    dataset = open_dataset(folder)
    found = survey(dataset, out, options.seed, reporter, stop)
    limit = threshold(options.validation, found.smallest, found.documents)
    tokenizer = _tokenizer(dataset, found, limit, out, options, reporter, stop)
    # A given tokenizer may leave numbers out, so its size is not its largest token.
    vocabulary = max(tokenizer.get_vocab(with_added_tokens=True).values()) + 1
    end_of_text = tokenizer.token_to_id(END_OF_TEXT)
    sha256 = sha256_of_file(out / "tokenizer.json")
    work = _Work(tokenizer, sha256, options.seed, limit, out, vocabulary, end_of_text)
    parts: list[dict[str, Any]] = []
    done = 0
    for number, shard in enumerate(dataset.shards):
        parts.append(_part(shard, number, work, (done, found.documents), reporter, stop))
        done += shard.documents
    index = _index(dataset, options, work, parts)
    write_json(out / "tokens.json", index)
    reporter.say(
        "tokens",
        vocabSize=index["vocabSize"],
        trainTokens=index["train"]["tokens"],
        validationTokens=index["validation"]["tokens"],
        trainDocuments=index["train"]["documents"],
        validationDocuments=index["validation"]["documents"],
    )


def survey(dataset: Dataset, out: Path, seed: int, reporter: Reporter, stop: Stop) -> Survey:
    """Reads everything once: counts, and checks every shard against the manifest. Remembered in `survey.json`."""
    key = sha256_of([FORMAT, dataset.sha256, seed])
    known = read_json_if_there(out / "survey.json")
    if isinstance(known, dict) and known.get("key") == key:
        return Survey(known["documents"], known["bytes"], known["smallest"])
    documents, size, smallest = 0, 0, SPACE
    for document in _all(dataset, stop):
        documents += 1
        size += len(document.text.encode())
        smallest = min(smallest, document_hash(seed, document.id))
        if documents % REPORT_DOCUMENTS == 0:
            reporter.say("tokenize", phase="read", documents=documents, total=dataset.documents)
    if documents == 0:
        raise TrainerError(f"dataset {dataset.name}: it has no documents")
    write_json(out / "survey.json", {"key": key, "documents": documents, "bytes": size, "smallest": smallest})
    return Survey(documents, size, smallest)


def _all(dataset: Dataset, stop: Stop) -> Iterator[Document]:
    for shard in dataset.shards:
        for document in read_documents(shard):
            stop.check()
            yield document


def _tokenizer(
    dataset: Dataset, found: Survey, limit: int, out: Path, options: TokenizeOptions, reporter: Reporter, stop: Stop
) -> Tokenizer:
    """The tokenizer, from `out` where it was made from the same things. Held-out documents do not shape it."""
    given = None if options.tokenizer is None else sha256_of_file(_existing(options.tokenizer))
    origin = [FORMAT, given] if given else [FORMAT, dataset.sha256, options.vocabulary, options.seed, limit]
    path, record = out / "tokenizer.json", out / "tokenizer.origin.json"
    key = sha256_of(origin)
    known = read_json_if_there(record)
    if not (isinstance(known, dict) and known.get("key") == key and path.is_file()):
        reporter.say("tokenize", phase="tokenizer", documents=0, total=found.documents)
        record.unlink(missing_ok=True)
        if options.tokenizer is not None:
            content = options.tokenizer.read_bytes()
        else:
            sample = SPACE if found.bytes <= TOKENIZER_BYTES else int(SPACE * TOKENIZER_BYTES / found.bytes)
            texts = (
                document.text
                for document in _all(dataset, stop)
                if document_hash(options.seed, document.id) >= limit
                and document_hash(options.seed + 1, document.id) < sample
            )
            content = train_tokenizer(texts, options.vocabulary).to_str(pretty=True).encode()
        with atomic(path) as file:
            file.write(content)
        write_json(record, {"key": key})
    return load_tokenizer(path)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise TrainerError(f"{path}: no such file")
    return path


@dataclass(frozen=True)
class _Work:
    tokenizer: Tokenizer
    tokenizer_sha256: str
    seed: int
    limit: int
    out: Path
    vocabulary: int
    end_of_text: int


def _part(
    shard: Shard, number: int, work: _Work, progress: tuple[int, int], reporter: Reporter, stop: Stop
) -> dict[str, Any]:
    """
    Encodes one dataset shard, unless its files are there: `part-NNNNN.json` is written after them.

    `progress`: documents before it and in all.
    """
    record = work.out / f"part-{number:05d}.json"
    before, total = progress
    key = sha256_of([FORMAT, shard.sha256, work.tokenizer_sha256, work.seed, work.limit])
    known = read_json_if_there(record)
    if isinstance(known, dict) and known.get("key") == key:
        return known
    with ExitStack() as stack:
        writers = {name: _Writer(stack, work, f"{name}-{number:05d}") for name in SPLITS}
        for batch in _batches(shard, stop):
            pieces = [(document, piece) for document in batch for piece in split_text(document.text)]
            encoded = work.tokenizer.encode_batch_fast([piece for _, piece in pieces], add_special_tokens=False)
            for position, (document, piece) in enumerate(pieces):
                held_out = document_hash(work.seed, document.id) < work.limit
                last = position + 1 == len(pieces) or pieces[position + 1][0] is not document
                writers["validation" if held_out else "train"].add(encoded[position].ids, piece, last)
            count = sum(writer.count for writer in writers.values())
            reporter.say("tokenize", phase="encode", documents=before + count, total=total)
        part = {"key": key, **{name: writer.finish() for name, writer in writers.items()}}
    write_json(record, part)
    return part


def _batches(shard: Shard, stop: Stop) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in read_documents(shard):
        batch.append(document)
        size += len(document.text)
        if size >= BATCH_CHARACTERS:
            stop.check()
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Writer:
    """The `.bin` and `.idx` of one split of one shard."""

    def __init__(self, stack: ExitStack, work: _Work, name: str) -> None:
        self._tokens: BinaryIO = stack.enter_context(atomic(work.out / f"{name}.bin"))
        self._index: BinaryIO = stack.enter_context(atomic(work.out / f"{name}.idx"))
        self._type = token_type(work.vocabulary)
        self._end = np.array([work.end_of_text], self._type)
        self._digest = hashlib.sha256()
        self._name = name
        self.count = 0
        self._length = 0
        self._bytes = 0
        self._start()

    def _start(self) -> None:
        self._index.write(np.array([self._length], "<u8").tobytes())

    def _write(self, tokens: np.ndarray) -> None:
        block = tokens.tobytes()
        self._digest.update(block)
        self._tokens.write(block)
        self._length += len(tokens)

    def add(self, ids: list[int], piece: str, last: bool) -> None:
        self._write(np.array(ids, self._type))
        self._bytes += len(piece.encode())
        if last:
            self._write(self._end)
            self.count += 1
            self._start()

    def finish(self) -> dict[str, Any]:
        return {
            "name": self._name,
            "documents": self.count,
            "tokens": self._length,
            "bytes": self._bytes,
            "sha256": self._digest.hexdigest(),
        }


def _index(dataset: Dataset, options: TokenizeOptions, work: _Work, parts: list[dict[str, Any]]) -> dict[str, Any]:
    splits = {
        name: {
            "documents": sum(part[name]["documents"] for part in parts),
            "tokens": sum(part[name]["tokens"] for part in parts),
            "bytes": sum(part[name]["bytes"] for part in parts),
            "shards": [part[name] for part in parts],
        }
        for name in SPLITS
    }
    return {
        "format": FORMAT,
        "sha256": sha256_of([work.tokenizer_sha256, *(part[name]["sha256"] for name in SPLITS for part in parts)]),
        "dataset": {"name": dataset.name, "sha256": dataset.sha256},
        "dtype": token_type(work.vocabulary).str,
        "vocabSize": work.vocabulary,
        "endOfText": work.end_of_text,
        "tokenizer": {"file": "tokenizer.json", "sha256": work.tokenizer_sha256},
        "split": {
            "method": "BLAKE2b-64 of 'seed:id' below limit is validation",
            "seed": options.seed,
            "validation": options.validation,
            "limit": str(work.limit),
        },
        **splits,
    }
