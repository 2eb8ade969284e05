"""Files that are there whole or not at all."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from .errors import TrainerError

TEMPORARY = ".tmp"


@contextlib.contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """Opens a temporary file beside `path` that takes its name, synced, when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes a rename survive a power cut; systems that cannot sync a folder need no sync."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_json(path: Path, value: object) -> None:
    with atomic(path) as file:
        file.write(json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n")


def read_json(path: Path) -> Any:  # noqa: ANN401 - JSON is anything until its reader has looked at it
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise TrainerError(f"{path}: no such file") from None
    except ValueError as error:
        raise TrainerError(f"{path}: expected JSON: {error}") from error


def read_json_if_there(path: Path) -> Any:  # noqa: ANN401
    """None where the file is missing or damaged: for records that can be made again."""
    try:
        return read_json(path)
    except TrainerError:
        return None


def sha256_of(value: object) -> str:
    """Hex hash of a JSON value, the same for equal values."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def sha256_of_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
