#!/usr/bin/env python3
"""usage: dedup-docs.py OUT.jsonl   Text of the first 50,000 HTML pages of the Rust toolchains' documentation, 200
characters or more: heavily templated pages. Needs resiliparse, and rustup's stable and nightly with rust-docs."""
import json
import sys
from pathlib import Path

from resiliparse.extract.html2text import extract_plain_text

toolchains = Path.home() / ".rustup" / "toolchains"
pages = [
    (f"{name}/{page.relative_to(root)}", page)
    for name in ("stable", "nightly")
    for root in sorted(toolchains.glob(f"{name}*/share/doc/rust/html"))
    for page in sorted(root.rglob("*.html"), key=str)
][:50_000]
if not pages:
    sys.exit(f"no Rust documentation under {toolchains}")
with open(sys.argv[1], "w", encoding="utf8") as out:
    for id, page in pages:
        text = extract_plain_text(page.read_text(encoding="utf8", errors="replace"))
        if len(text) >= 200:
            out.write(json.dumps({"id": id, "text": text}, ensure_ascii=False) + "\n")
