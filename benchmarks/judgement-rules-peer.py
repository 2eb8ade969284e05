"""Reads JSON texts, one a line; prints the processor seconds of datatrove's four rule filters and each text's verdicts."""

import importlib.metadata  # datatrove uses it without importing it
import json
import sys
import time

from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.utils.text import split_into_words

filters = {
    "gopherRepetition": GopherRepetitionFilter(),
    "gopherQuality": GopherQualityFilter(),
    "c4": C4QualityFilter(),
    "fineweb": FineWebQualityFilter(),
}
texts = [json.loads(line) for line in open(sys.argv[1])]
split_into_words("The tokenizer is made at its first use.")
started = time.process_time()
verdicts = []
for text in texts:
    kept = {}
    for name, rule in filters.items():
        try:
            kept[name] = rule.filter(Document(text=text, id="0")) is True
        except ZeroDivisionError:  # texts without words
            kept[name] = False
    verdicts.append(kept)
print(json.dumps({"seconds": time.process_time() - started, "verdicts": verdicts}))
