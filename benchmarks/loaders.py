"""
Whether others read a dataset's shards as they are: Hugging Face datasets, DuckDB and datatrove.

    python3 -m venv .cache/bench/loaders
    .cache/bench/loaders/bin/pip install datasets==5.2.0 duckdb==2.0.1 datatrove==0.10.1 orjson zstandard
    .cache/bench/loaders/bin/python benchmarks/loaders.py DATASET

DATASET is a folder with manifest.json and shards/. Each reader must find the manifest's documents, and all of them the same
characters; the exit code is 1 where one does not.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")


def read_datasets(shards: list[str]) -> tuple[int, int]:
    import datasets

    with tempfile.TemporaryDirectory() as cache:
        rows = datasets.load_dataset("json", data_files=shards, split="train", cache_dir=cache)
        return rows.num_rows, sum(len(text) for text in rows["text"])


def read_duckdb(shards: list[str]) -> tuple[int, int]:
    import duckdb

    found = duckdb.execute("SELECT count(*), sum(length(text)) FROM read_json(?)", [shards]).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)


def read_datatrove(shards: list[str]) -> tuple[int, int]:
    from datatrove.pipeline.readers import JsonlReader
    from loguru import logger

    logger.remove()
    texts = [document.text for document in JsonlReader(str(Path(shards[0]).parent))()]
    return len(texts), sum(map(len, texts))


def main(folder: Path) -> int:
    manifest = json.loads((folder / "manifest.json").read_text())
    shards = [str(folder / "shards" / shard["name"]) for shard in manifest["shards"]]
    print(f"manifest   {manifest['documents']} documents in {len(shards)} shards")
    found = {}
    for name, read in {"datasets": read_datasets, "duckdb": read_duckdb, "datatrove": read_datatrove}.items():
        try:
            found[name] = read(shards)
            print(f"{name:10} {found[name][0]} documents, {found[name][1]} characters")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            found[name] = None
            print(f"{name:10} fails: {type(error).__name__}: {str(error)[:500]}")
    readings = set(found.values())
    return 0 if len(readings) == 1 and readings != {None} and readings.pop()[0] == manifest["documents"] else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
