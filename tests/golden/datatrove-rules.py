"""Writes datatrove-rules.json.gz: what datatrove 0.10.0 measures and decides on invented texts.

    python -m venv venv && venv/bin/pip install datatrove==0.10.0 spacy==3.8.18 regex numpy
    venv/bin/python tests/golden/datatrove-rules.py tests/golden/datatrove-rules.json.gz

The filters tell only whether a limit is broken. So each value is computed here and then proved with the filter itself: it
passes with this value as the limit, and fails with the next floating-point number on the strict side.
"""

import gzip
import importlib.metadata  # datatrove uses it without importing it
import json
import math
import sys

import numpy as np
from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter, c4_filters
from datatrove.pipeline.filters.gopher_repetition_filter import find_all_duplicate, find_duplicates, find_top_duplicate, get_n_grams
from datatrove.utils.text import PUNCTUATION_SET, TERMINAL_PUNCTUATION, split_into_words
from datatrove_texts import texts

STOP_WORDS = {"the", "be", "to", "of", "and", "that", "have", "with"}
QUALITY_OFF = dict.fromkeys(["min_doc_words", "max_doc_words", "min_avg_word_length", "max_avg_word_length", "max_symbol_word_ratio",
                             "max_bullet_lines_ratio", "max_ellipsis_lines_ratio", "max_non_alpha_words_ratio", "min_stop_words"])
REPETITION_OFF = {"dup_line_frac": None, "dup_para_frac": None, "dup_line_char_frac": None, "dup_para_char_frac": None,
                  "top_n_grams": (), "dup_n_grams": ()}
FINEWEB_OFF = {"line_punct_thr": -1, "short_line_thr": 2, "char_duplicates_ratio": 2, "new_line_ratio": math.inf}


def reason(filter_, text):
    """None for a kept text, else the filter's reason."""
    result = filter_.filter(Document(text=text, id="0"))
    return None if result is True else result[1]


def prove(name, text, make, value, most):
    """`value` is the filter's own: it passes as the limit, and the next number on the strict side does not."""
    if value == 0 or value != value:
        return value
    assert reason(make(value), text) is None, (name, value, text)
    strict = math.nextafter(value, -math.inf if most else math.inf)
    assert reason(make(strict), text) is not None, (name, value, text)
    return value


def quality(text, words):
    plain = [w for w in words if any(c not in PUNCTUATION_SET for c in w)]
    lines = text.splitlines()
    hashes = text.count("#") / len(words)
    ellipses = (text.count("...") + text.count("…")) / len(words)
    limit = lambda key: lambda value: GopherQualityFilter(**{**QUALITY_OFF, key: value})
    values = {
        "gopher-word-count": prove("words", text, limit("max_doc_words"), len(plain), True),
        "gopher-bullet-lines": prove("bullets", text, limit("max_bullet_lines_ratio"),
                                     sum(l.lstrip().startswith(("•", "-")) for l in lines) / len(lines), True),
        "gopher-ellipsis-lines": prove("ellipses", text, limit("max_ellipsis_lines_ratio"),
                                       sum(l.rstrip().endswith(("...", "…")) for l in lines) / len(lines), True),
        "gopher-alphabetic-words": prove("alpha", text, limit("max_non_alpha_words_ratio"),
                                         sum(any(c.isalpha() for c in w) for w in words) / len(words), False),
        "gopher-stop-words": len(STOP_WORDS & set(words)),
        "gopher-hash-ratio": hashes,
        "gopher-ellipsis-ratio": ellipses,
        "gopher-mean-word-length": 0,
    }
    if plain:
        mean = float(np.mean([len(w) for w in plain]))
        values["gopher-mean-word-length"] = prove("mean", text, limit("max_avg_word_length"), mean, True)
    # one limit for both ratios: it breaks at the larger
    prove("symbols", text, limit("max_symbol_word_ratio"), max(hashes, ellipses), True)
    if values["gopher-stop-words"]:
        assert reason(limit("min_stop_words")(values["gopher-stop-words"]), text) is None
    assert reason(limit("min_stop_words")(values["gopher-stop-words"] + 1), text) is not None
    return values


def repetition(text, words):
    limit = lambda key: lambda value: GopherRepetitionFilter(**{**REPETITION_OFF, key: value})
    gram = lambda key, n: lambda value: GopherRepetitionFilter(**{**REPETITION_OFF, key: ((n, value),)})
    probe = GopherRepetitionFilter()
    paragraphs = probe.paragraph_exp.split(text.strip())
    lines = probe._line_splitter.split(text)
    (pn, pc), (ln, lc) = find_duplicates(paragraphs), find_duplicates(lines)
    values = {
        "gopher-duplicate-paragraphs": prove("pn", text, limit("dup_para_frac"), pn / len(paragraphs), True),
        "gopher-duplicate-paragraph-characters": prove("pc", text, limit("dup_para_char_frac"), pc / len(text), True),
        "gopher-duplicate-lines": prove("ln", text, limit("dup_line_frac"), ln / len(lines), True),
        "gopher-duplicate-line-characters": prove("lc", text, limit("dup_line_char_frac"), lc / len(text), True),
    }
    for n in (2, 3, 4):
        grams = get_n_grams(words, n)
        value = find_top_duplicate(grams) / len(text) if grams else 0
        values[f"gopher-top-{n}-gram"] = prove(f"top {n}", text, gram("top_n_grams", n), value, True)
    for n in range(5, 11):
        value = find_all_duplicate(words, n) / len(text)
        values[f"gopher-duplicate-{n}-gram"] = prove(f"dup {n}", text, gram("dup_n_grams", n), value, True)
    return values


def fineweb(text, words):
    limit = lambda key: lambda value: FineWebQualityFilter(**{**FINEWEB_OFF, key: value})
    lines = [l for l in text.split("\n") if l.strip() != ""]
    ends = tuple(TERMINAL_PUNCTUATION)
    terminal = sum(l.endswith(ends) for l in lines) / len(lines)
    short = sum(len(l) <= 30 for l in lines) / len(lines)
    repeated = find_duplicates(lines)[1] / len(text.replace("\n", ""))
    return {
        "fineweb-terminal-punctuation": prove("terminal", text, limit("line_punct_thr"), terminal, False),
        "fineweb-short-lines": prove("short", text, limit("short_line_thr"), short, True),
        "fineweb-duplicate-line-characters": prove("repeated", text, limit("char_duplicates_ratio"), repeated, True),
        "fineweb-newline-ratio": prove("newlines", text, limit("new_line_ratio"), text.count("\n") / len(words), True),
    }


def c4(text, **options):
    """Verdict and text, and the sentences of each line that the filter asked for."""
    asked = []
    original = c4_filters.split_into_sentences

    def record(line, language):
        found = original(line, language)
        asked.append([line, len(found)])
        return found

    c4_filters.split_into_sentences = record
    document = Document(text=text, id="0")
    result = C4QualityFilter(**options).filter(document)
    c4_filters.split_into_sentences = original
    return {"reason": None if result is True else result[1], "text": document.text if result is True else None, "sentences": asked}


def spans(text, words):
    """Word lengths and the gaps before them."""
    flat, position = [], 0
    for word in words:
        start = text.index(word, position)
        flat += [start - position, len(word)]
        position = start + len(word)
    return flat


def golden(text):
    words = split_into_words(text)
    return {
        "text": text,
        "words": spans(text, words),
        "measures": {**quality(text, words), **repetition(text, words), **fineweb(text, words)},
        "verdicts": {
            "gopherQuality": reason(GopherQualityFilter(), text),
            "gopherRepetition": reason(GopherRepetitionFilter(), text),
            "fineweb": reason(FineWebQualityFilter(), text),
        },
        "c4": c4(text),
        "c4WithoutTerminal": c4(text, filter_no_terminal_punct=False, filter_curly_bracket=False, min_num_sentences=1),
    }


if __name__ == "__main__":
    documents = [golden(text) for text in texts(640, 20) if text.strip() and split_into_words(text)]
    body = json.dumps(documents, ensure_ascii=True, separators=(",", ":")).encode()
    with open(sys.argv[1], "wb") as file:
        file.write(gzip.compress(body, 9, mtime=0))
    print(f"{len(documents)} texts")
