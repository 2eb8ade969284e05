"""Labels of text blocks: which blocks of a page make up its reference text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from statistics import median_low

import numpy as np

MAIN, OTHER, UNKNOWN = 1, 0, -1

HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff々〇"
# A Han character is a token of its own: so a 4-gram means about as much as in spaced text.
UNIT = re.compile(rf"[{HAN}]|[^\W{HAN}]+")
WHITE_SPACE = re.compile(r"\s+")

LONG_BLOCK = 8  # tokens; shorter blocks have too few 4-grams to be found by themselves
SHARE_IN_REFERENCE = 0.5
SLACK = 3  # tokens by which a short block may lie outside its neighbours' gap


def units(text: str) -> list[str]:
    return UNIT.findall(text)


def fold(text: str) -> str:
    return WHITE_SPACE.sub(" ", text).strip()


def by_reference(blocks: list[list[str]], reference: str) -> np.ndarray:
    """Long blocks by the share of their 4-grams in the reference, short ones by their order between long ones."""
    words = units(reference)
    count = len(blocks)
    labels = np.zeros(count, np.int8)
    places: dict[tuple, list[int]] = defaultdict(list)
    starts: dict[str, list[int]] = defaultdict(list)
    for i in range(len(words) - 3):
        places[tuple(words[i : i + 4])].append(i)
    for i, word in enumerate(words):
        starts[word].append(i)

    anchors: list[tuple[int, int] | None] = [None] * count
    used: Counter = Counter()
    for i, block in enumerate(blocks):
        if len(block) < LONG_BLOCK:
            continue
        grams = [tuple(block[k : k + 4]) for k in range(len(block) - 3)]
        hits = [gram for gram in grams if gram in places]
        if len(hits) < SHARE_IN_REFERENCE * len(grams):
            continue
        unique = [places[gram][0] - k for k, gram in enumerate(grams) if len(places.get(gram, ())) == 1]
        if unique:
            anchors[i] = (median_low(unique), len(block))
        else:  # the reference says it several times: at most as often as it does
            key = tuple(block)
            used[key] += 1
            if used[key] > max(1, min(len(places[gram]) for gram in hits)):
                continue
        labels[i] = MAIN
    _drop_copies(labels, anchors)
    _label_short(blocks, words, starts, labels, anchors)
    return labels


def _drop_copies(labels: np.ndarray, anchors: list) -> None:
    """Of several copies of a long block the one nearest to its neighbours in the reference stays."""
    same: dict[int, list[int]] = defaultdict(list)
    for i, anchor in enumerate(anchors):
        if labels[i] == MAIN and anchor is not None:
            same[anchor[0]].append(i)
    for place, copies in same.items():
        if len(copies) < 2:
            continue

        def distance(i: int) -> float:
            near = range(max(0, i - 12), min(len(anchors), i + 13))
            return min(
                (
                    abs(anchors[j][0] - place) + 5 * abs(j - i)
                    for j in near
                    if j != i and anchors[j] is not None and labels[j] == MAIN and anchors[j][0] != place
                ),
                default=1e9,
            )

        best = min(copies, key=distance)
        for i in copies:
            if i != best:
                labels[i] = OTHER
                anchors[i] = None


def _label_short(blocks: list, words: list, starts: dict, labels: np.ndarray, anchors: list) -> None:
    count = len(blocks)
    anchored = [i for i in range(count) if anchors[i] is not None and labels[i] == MAIN]
    first = anchored[0] if anchored else None
    next_place = [len(words)] * count
    place = len(words)
    for i in range(count - 1, -1, -1):
        next_place[i] = place
        if anchors[i] is not None and labels[i] == MAIN:
            place = anchors[i][0]
    taken: set[int] = set()
    current = 0
    for i, block in enumerate(blocks):
        if anchors[i] is not None and labels[i] == MAIN:
            current = anchors[i][0] + anchors[i][1]
            continue
        length = len(block)
        if length >= LONG_BLOCK or length == 0:
            continue
        low, high = max(0, current - SLACK), next_place[i] + SLACK
        if high < low:
            high = min(len(words), current + 60)
        if first is None:
            low = 0
        elif i < first:
            low = max(0, high - 400)
        for p in starts.get(block[0], ()):
            if low <= p and p + length <= high + SLACK and p not in taken and words[p : p + length] == block:
                labels[i] = MAIN
                taken.update(range(p, p + length))
                if first is None or i > first:
                    current = max(current, p + length)
                break


def by_snippets(texts: list[str], inside: list[str], outside: list[str]) -> np.ndarray:
    """Blocks that hold a snippet; all others are unknown."""
    labels = np.full(len(texts), UNKNOWN, np.int8)
    inside = [fold(snippet) for snippet in inside]
    outside = [fold(snippet) for snippet in outside]
    for i, text in enumerate(map(fold, texts)):
        main = any(snippet in text for snippet in inside)
        other = any(snippet in text for snippet in outside)
        if main != other:
            labels[i] = MAIN if main else OTHER
    return labels
