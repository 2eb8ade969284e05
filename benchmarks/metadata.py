"""trafilatura's metadata of every page of a JSONL file ({"url", "html"} a line), one JSON line each; CPU seconds last."""

import json
import sys
import time
import warnings

from trafilatura import extract_metadata

warnings.simplefilter("ignore")
seconds = 0.0
for line in open(sys.argv[1], encoding="utf8"):
    page = json.loads(line)
    started = time.process_time()
    try:
        found = extract_metadata(page["html"], default_url=page["url"])
    except Exception:  # a page that breaks the peer counts as one without metadata
        found = None
    seconds += time.process_time() - started
    print(json.dumps({"title": getattr(found, "title", None), "date": getattr(found, "date", None)}))
print(json.dumps({"seconds": seconds}))
