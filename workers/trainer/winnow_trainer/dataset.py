"""Reads a dataset folder: `manifest.json` and gzip or zstd shards of Dolma records."""

import gzip
import hashlib
import importlib
import io
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from .errors import TrainerError
from .files import read_json, sha256_of


@dataclass(frozen=True)
class Shard:
    path: Path
    documents: int
    """Of the uncompressed contents."""
    sha256: str


@dataclass(frozen=True)
class Document:
    id: str
    text: str


@dataclass(frozen=True)
class Dataset:
    name: str
    shards: tuple[Shard, ...]

    @property
    def sha256(self) -> str:
        """Equal for datasets of equal contents."""
        return sha256_of([shard.sha256 for shard in self.shards])

    @property
    def documents(self) -> int:
        return sum(shard.documents for shard in self.shards)


def open_dataset(folder: Path) -> Dataset:
    """Reads the manifest; looks at no shard yet. Errors: `TrainerError` for a manifest that names no readable shard."""
    manifest = read_json(folder / "manifest.json")
    entries = manifest.get("shards") if isinstance(manifest, dict) else None
    if not isinstance(entries, list) or not entries:
        raise TrainerError(f"{folder / 'manifest.json'}: expected a list of shards")
    return Dataset(str(manifest.get("dataset", folder.name)), tuple(_shard(folder, entry) for entry in entries))


def _shard(folder: Path, entry: Any) -> Shard:  # noqa: ANN401
    try:
        name, documents, sha256 = entry["name"], int(entry["documents"]), str(entry["sha256"])
    except (KeyError, TypeError, ValueError) as error:
        raise TrainerError(f"{folder / 'manifest.json'}: a shard needs name, documents and sha256: {entry}") from error
    parts = PurePosixPath(name).parts
    # The manifest may come from elsewhere: its names must not lead out of the folder.
    if not parts or ".." in parts or PurePosixPath(name).is_absolute():
        raise TrainerError(f"{folder / 'manifest.json'}: {name!r} is no name of a shard")
    for path in (folder / "shards" / name, folder / name):
        if path.is_file():
            return Shard(path, documents, sha256)
    raise TrainerError(f"{folder / 'shards' / name}: the manifest names it, but there is no such file")


def read_documents(shard: Shard) -> Iterator[Document]:
    """
    Documents of a shard in order, one in memory at a time.

    Errors: `TrainerError` for a line that is no record and, after the last, for contents whose count or SHA-256 is not
    what the manifest says.
    """
    digest = hashlib.sha256()
    count = 0
    try:
        with _uncompressed(shard.path) as file:
            for number, line in enumerate(file, 1):
                digest.update(line)
                yield _document(shard.path, number, line)
                count += 1
    except (OSError, EOFError, zlib.error) as error:
        raise TrainerError(f"{shard.path}: damaged: {error}") from error
    except Exception as error:
        # The zstd readers raise a class of their own, which is not importable where they are not installed.
        if type(error).__name__ != "ZstdError":
            raise
        raise TrainerError(f"{shard.path}: damaged: {error}") from error
    if count != shard.documents:
        raise TrainerError(f"{shard.path}: expected {shard.documents} documents, found {count}")
    if digest.hexdigest() != shard.sha256:
        raise TrainerError(f"{shard.path}: expected SHA-256 {shard.sha256}, found {digest.hexdigest()}")


def _document(path: Path, number: int, line: bytes) -> Document:
    try:
        record = json.loads(line)
        return Document(str(record["id"]), whole_characters(record["text"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrainerError(f"{path}, line {number}: expected a record with id and text: {error!r}") from error


def whole_characters(text: str) -> str:
    """Puts U+FFFD for lone surrogates, which JSON can hold and UTF-8 cannot."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _uncompressed(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    if path.suffix == ".zst":
        return _zstd(path)
    return path.open("rb")


def _zstd(path: Path) -> BinaryIO:
    """Every frame of a zstd file. Python reads zstd itself from 3.14 on; before it, the package does."""
    if sys.version_info >= (3, 14):
        return cast(BinaryIO, importlib.import_module("compression.zstd").open(path, "rb"))
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError:
        raise TrainerError(f"{path}: reading zstd needs the package zstandard (pip install zstandard)") from None
    reader = zstandard.ZstdDecompressor().stream_reader(path.open("rb"), read_across_frames=True)
    return cast(BinaryIO, io.BufferedReader(reader, 1 << 20))
