"""Being asked to stop: SIGTERM, SIGINT, or the end of the process that started this one."""

import os
import signal
import sys
import threading
from types import FrameType

from .errors import Cancelled


class Stop:
    """Is looked at between pieces of work; never interrupts one."""

    def __init__(self) -> None:
        self.requested = False

    def request(self) -> None:
        self.requested = True

    def check(self) -> None:
        """Raises `Cancelled` once a stop was asked for."""
        if self.requested:
            raise Cancelled


def listen(with_parent: bool) -> Stop:
    """A `Stop` that signals set; with `with_parent` also the end of standard input, which a parent holds open."""
    stop = Stop()

    def handle(number: int, frame: FrameType | None) -> None:
        stop.request()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
    if with_parent:
        threading.Thread(target=_await_end_of_input, args=(stop,), daemon=True).start()
    return stop


def _await_end_of_input(stop: Stop) -> None:
    # os.read and not sys.stdin: a thread inside a buffered read would block the interpreter's exit.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.request()
