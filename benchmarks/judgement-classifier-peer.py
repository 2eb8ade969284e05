"""fastText beside the quality model.

usage: judgement-classifier-peer.py folds FILE    trains on each fold's complement, prints {"scores": [...], "seconds": s}
       judgement-classifier-peer.py predict MODEL FILE    prints {"probabilities": [{label: p}], "seconds": s}
FILE: JSON lines {"text", "label", "fold"} or {"text"}.
"""

import json
import random
import sys
import tempfile
import time
from pathlib import Path

import fasttext


def line(text: str) -> str:
    return " ".join(text.split())


def folds(path: str) -> dict:
    rows = [json.loads(row) for row in open(path)]
    scores = [0.0] * len(rows)
    started = time.process_time()
    for fold in sorted({row["fold"] for row in rows}):
        with tempfile.TemporaryDirectory() as folder:
            training = Path(folder) / "training.txt"
            with training.open("w") as file:
                # fastText reads in order, so that order must not be that of the labels.
                for row in random.Random(1).sample(rows, len(rows)):
                    if row["fold"] != fold:
                        file.write(f"__label__{'good' if row['label'] else 'bad'} {line(row['text'])}\n")
            model = fasttext.train_supervised(str(training), wordNgrams=2, minn=0, thread=2, verbose=0, lr=0.3, epoch=10)
        for index, row in enumerate(rows):
            if row["fold"] == fold:
                labels, probabilities = model.predict(line(row["text"]), k=2)
                scores[index] = float(dict(zip(labels, probabilities)).get("__label__good", 0))
    return {"scores": scores, "seconds": time.process_time() - started}


def predict(name: str, path: str) -> dict:
    model = fasttext.load_model(name)
    texts = [json.loads(row)["text"].replace("\n", " ") for row in open(path)]
    started = time.process_time()
    found = [model.predict(text, k=-1) for text in texts]
    seconds = time.process_time() - started
    return {
        "probabilities": [
            {label.removeprefix("__label__"): float(p) for label, p in zip(labels, values)} for labels, values in found
        ],
        "seconds": seconds,
    }


print(json.dumps(folds(sys.argv[2]) if sys.argv[1] == "folds" else predict(sys.argv[2], sys.argv[3])))
