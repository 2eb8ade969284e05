"""label.py FOLDER SETS FOLDS: labels, weights and folds of the dumped blocks, and a token table for each fold."""

from __future__ import annotations

import gzip
import json
import math
import pickle
import sys
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from alignment import MAIN, OTHER, UNKNOWN, by_reference, by_snippets, units

PRIOR = 0.4  # share of main text where nothing is known of a token
PRIOR_HOSTS = 2
MIN_HOSTS = 3  # a token that fewer sites use says little of other sites
SIXTEENTHS = 16
SET_WEIGHTS = {"daniel-dev": 0.5}
# Main text and other blocks of a set, so that one threshold is right for all: F1 is best at half its own value, and
# pages on which it is lower want more kept
LABEL_WEIGHTS = {"wcxb-dev": (1.25, 1.0), "trafilatura-dev": (1.0, 1.8), "daniel-dev": (1.0, 1.4)}


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def page_weights(labels: np.ndarray, lengths: np.ndarray, by_text: bool, set_name: str) -> np.ndarray:
    """Between one weight a block and one a word, scaled so that pages count alike, whatever their length."""
    main_weight, other_weight = LABEL_WEIGHTS.get(set_name, (1.0, 1.0))
    scale = SET_WEIGHTS.get(set_name, 1.0) * np.where(labels == MAIN, main_weight, other_weight)
    if not by_text:  # snippets: few blocks a page are known
        return np.where(labels == UNKNOWN, 0, 0.24) * scale
    weights = np.sqrt(np.minimum(lengths, 400)) + 1
    weights = weights / max(10.0, weights[labels == MAIN].sum())
    other = weights[labels == OTHER].sum()
    if other > 3:
        weights = np.where(labels == OTHER, weights * math.sqrt(3 / other), weights)
    return weights * scale


def token_shares(row: dict, labels: np.ndarray, lengths: np.ndarray) -> tuple[dict, dict]:
    """Share of main text by class token (over the text inside its elements) and by word token (over blocks)."""
    known = lengths * (labels != UNKNOWN)
    words = np.concatenate([[0], np.cumsum(known)])
    main = np.concatenate([[0], np.cumsum(lengths * (labels == MAIN))])
    classes: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for first, end, *tokens in row["classTokens"]:
        total = words[end] - words[first]
        if total > 0:
            for token in tokens:
                classes[token][0] += main[end] - main[first]
                classes[token][1] += total
    blocks: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for label, tokens in zip(labels, row["wordTokens"]):
        if label != UNKNOWN:
            for token in tokens:
                blocks[token][0] += label == MAIN
                blocks[token][1] += 1
    return ({t: a / b for t, (a, b) in classes.items()}, {t: a / b for t, (a, b) in blocks.items()})


def fit_table(pages: list[tuple[str, dict]]) -> dict[int, tuple[int, int]]:
    """Token → (sixteenths of a logit above the prior, sites). Sites count alike, whatever their number of pages."""
    by_site: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for site, shares in pages:
        for token, share in shares.items():
            by_site[site][token].append(share)
    sums: Counter = Counter()
    sites: Counter = Counter()
    for shares in by_site.values():
        for token, values in shares.items():
            sums[token] += sum(values) / len(values)
            sites[token] += 1
    table = {}
    for token, n in sites.items():
        if n >= MIN_HOSTS:
            share = min(0.98, max(0.02, (sums[token] + PRIOR_HOSTS * PRIOR) / (n + PRIOR_HOSTS)))
            table[token] = (round(SIXTEENTHS * (logit(share) - logit(PRIOR))), n)
    return table


def main() -> None:
    folder, sets, folds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    truths: dict[str, dict] = {}
    labels, weights, fold_of, classes, words = [], [], [], [], []
    with open(folder / "blocks.jsonl", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["set"] not in truths:
                with gzip.open(sets / f"{row['set']}.truth.jsonl.gz", "rt", encoding="utf8") as file:
                    truths[row["set"]] = {truth["url"]: truth for truth in map(json.loads, file)}
            truth = truths[row["set"]][row["url"]]
            tokens = [units(text) for text in row["texts"]]
            # a page whose reference is empty has no main text; a page with snippets alone is known in part
            by_text = truth.get("text") is not None
            if by_text:
                found = by_reference(tokens, truth["text"])
            else:
                found = by_snippets(row["texts"], truth.get("with") or [], truth.get("without") or [])
            lengths = np.array([len(block) for block in tokens], float)
            site = row["site"]
            of_classes, of_words = token_shares(row, found, lengths)
            labels.append(found)
            weights.append(page_weights(found, lengths, by_text, row["set"]) if len(found) else np.zeros(0))
            fold_of.append(zlib.crc32(site.encode()) % folds)
            classes.append((site, of_classes))
            words.append((site, of_words))
    np.concatenate(labels).astype(np.int8).tofile(folder / "labels.bin")
    np.concatenate(weights).astype(np.float32).tofile(folder / "weights.bin")
    np.array([len(x) for x in labels], np.int32).tofile(folder / "counts.bin")
    np.array(fold_of, np.uint8).tofile(folder / "fold.bin")
    tables = []
    for fold in range(folds + 1):  # the last is of all pages
        kept = [i for i, f in enumerate(fold_of) if f != fold]
        tables.append((fit_table([classes[i] for i in kept]), fit_table([words[i] for i in kept])))
    (folder / "trees.pkl").unlink(missing_ok=True)  # of other labels
    with open(folder / "tables.pkl", "wb") as file:
        pickle.dump(tables, file)
    print(f"{len(labels)} pages, {sum(map(len, labels))} blocks; tokens {[(len(a), len(b)) for a, b in tables]}")


if __name__ == "__main__":
    main()
