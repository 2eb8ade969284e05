"""Counts the records that warcio, FastWARC and datatrove get from each file, one JSON line a file.

usage: formats-peers.py count FILE...
       formats-peers.py read FILE     (FastWARC over one file, HTTP parsed and bodies read; prints seconds and counts)
"""

import io
import json
import logging
import os
import sys
import time
from contextlib import redirect_stderr, redirect_stdout


def count(iterate):
    """Records until the end or the first error, and the error's name."""
    records = 0
    try:
        for _ in iterate():
            records += 1
    except Exception as error:
        return {"records": records, "error": type(error).__name__}
    return {"records": records, "error": None}


def warcio_records(path):
    from warcio.archiveiterator import ArchiveIterator

    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream):
            record.content_stream().read()
            yield record


def fastwarc_records(path):
    from fastwarc.warc import ArchiveIterator

    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream, parse_http=False):
            record.reader.read()
            yield record


def datatrove_documents(path):
    from datatrove.pipeline.readers import WarcReader

    reader = WarcReader(os.path.dirname(path), glob_pattern=os.path.basename(path))
    yield from reader.run()


def read(path):
    from fastwarc.warc import ArchiveIterator

    started, used = time.time(), time.process_time()
    records = size = 0
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream, parse_http=True):
            size += len(record.reader.read())
            records += 1
    return {"records": records, "bytes": size, "wall": time.time() - started, "cpu": time.process_time() - used}


if sys.argv[1] == "read":
    print(json.dumps(read(sys.argv[2])))
else:
    logging.disable(logging.CRITICAL)
    os.environ["LOGURU_LEVEL"] = "CRITICAL"
    for path in sys.argv[2:]:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            found = {
                "warcio": count(lambda path=path: warcio_records(path)),
                "fastwarc": count(lambda path=path: fastwarc_records(path)),
                "datatrove": count(lambda path=path: datatrove_documents(path)),
            }
        print(json.dumps({"path": path, **found}), flush=True)
