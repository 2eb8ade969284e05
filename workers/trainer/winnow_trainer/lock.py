"""One trainer at a time in a folder."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from .errors import TrainerError
from .stop import Stop

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

WAIT_SECONDS = 60
"""A trainer whose parent died writes its checkpoint and ends; the next one waits for it."""
POLL_SECONDS = 0.1


@contextlib.contextmanager
def locked(folder: Path, stop: Stop, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """The lock goes with the process, however it ends. Errors: `TrainerError` where another one keeps it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        deadline = time.monotonic() + wait_seconds
        while fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                stop.check()
                if time.monotonic() > deadline:
                    raise TrainerError(f"{folder}: another trainer works there") from None
                time.sleep(POLL_SECONDS)
        yield
