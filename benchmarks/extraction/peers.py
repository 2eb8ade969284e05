"""peers.py SETS_FOLDER OUT_FOLDER NAME: texts of all labelled pages by a peer, and the CPU seconds it took, decoding included."""

from __future__ import annotations

import gzip
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

SETS = ["wcxb-dev", "trafilatura-dev", "daniel-dev", "cwced-dev", "readability-dev"]


def resiliparse(body: bytes) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return extract_plain_text(bytes_to_str(body, detect_encoding(body, from_html_meta=True)), main_content=True)


def trafilatura(body: bytes) -> str:
    from trafilatura import extract

    return extract(body, include_comments=False) or ""


def rs_trafilatura(body: bytes) -> str:
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from rs_trafilatura import extract

    return extract(bytes_to_str(body, detect_encoding(body, from_html_meta=True))).main_content or ""


PEERS = {"resiliparse": resiliparse, "trafilatura": trafilatura, "rs-trafilatura": rs_trafilatura}


def main() -> None:
    sets, out, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    extract = PEERS[name]
    pages = []
    for set_name in SETS:
        with gzip.open(sets / f"{set_name}.truth.jsonl.gz", "rt", encoding="utf8") as lines:
            urls = {json.loads(line)["url"] for line in lines}
        with open(sets / f"{set_name}.warc.gz", "rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response):
                url = record.headers["WARC-Target-URI"]
                if url in urls:
                    pages.append((set_name, url, record.reader.read()))
    extract(pages[0][2])  # imports and first-use tables are not its speed
    texts = []
    start = time.process_time()
    for _, _, body in pages:
        try:
            texts.append(extract(body))
        except Exception:  # noqa: BLE001 - whatever a peer throws, the page has no text
            texts.append("")
    seconds = time.process_time() - start
    with open(out / f"{name}.jsonl", "w", encoding="utf8") as file:
        for (set_name, url, _), text in zip(pages, texts):
            file.write(json.dumps({"set": set_name, "url": url, "text": text}) + "\n")
    print(json.dumps({"name": name, "version": version(name), "seconds": seconds}))


if __name__ == "__main__":
    main()
