"""What the trainer says while it works: one JSON object a line."""

import json
import sys
from pathlib import Path
from typing import TextIO

Field = str | int | float | bool | list[str] | None


class Reporter:
    """Writes events to a stream and, for those that belong to the training itself, to `metrics.jsonl`."""

    def __init__(self, stream: TextIO | None = None, metrics: Path | None = None) -> None:
        self._stream = stream if stream is not None else sys.stdout
        self._metrics = metrics

    def say(self, event: str, **fields: Field) -> None:
        """An event for whoever is watching."""
        line = _line(event, fields)
        try:
            self._stream.write(line)
            self._stream.flush()
        except (BrokenPipeError, ValueError):
            # Nobody reads any more; the training itself does not depend on a reader.
            return

    def record(self, event: str, **fields: Field) -> None:
        """An event that also stays in `metrics.jsonl`."""
        if self._metrics is not None:
            with self._metrics.open("a", encoding="utf-8") as file:
                file.write(_line(event, fields))
        self.say(event, **fields)


def _line(event: str, fields: dict[str, Field]) -> str:
    return json.dumps({"event": event, **fields}, ensure_ascii=False, allow_nan=False) + "\n"


def trim_metrics(path: Path, step: int) -> None:
    """Drops lines after `step` (and a torn last line): a training that goes on from there writes them again."""
    if not path.exists():
        return
    kept: list[str] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if line.endswith("\n") and entry.get("step", 0) <= step and entry.get("event") != "end":
            kept.append(line)
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text("".join(kept), encoding="utf-8")
    temporary.replace(path)
