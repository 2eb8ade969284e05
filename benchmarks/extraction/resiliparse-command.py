"""resiliparse-command.py WARC: what `winnow extract` does, by FastWARC and resiliparse: a JSON line a page on standard output."""

from __future__ import annotations

import json
import sys

from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

with open(sys.argv[1], "rb") as file:
    for record in ArchiveIterator(file, record_types=WarcRecordType.response):
        body = record.reader.read()
        text = extract_plain_text(bytes_to_str(body, detect_encoding(body, from_html_meta=True)), main_content=True)
        row = {"id": record.record_id, "url": record.headers["WARC-Target-URI"], "text": text}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
