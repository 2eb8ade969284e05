"""Writes datatrove-minhash.json.gz: simplified words, shingle hashes and MinHash signatures by datatrove 0.10.0.

    python -m venv venv && venv/bin/pip install datatrove==0.10.0 spacy==3.8.18 "xxhash<4" regex numpy
    venv/bin/python tests/golden/datatrove-minhash.py tests/golden/datatrove-minhash.json.gz

Words are those of its English word tokenizer, spaCy's.
"""

import gzip
import importlib.metadata  # datatrove uses it without importing it
import json
import sys

from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature
from datatrove.utils.text import simplify_text
from datatrove_texts import texts

SCRIPTS = [
    "Ο Σίσυφος ανέβαζε την πέτρα ΟΔΟΣ 12, και πάλι κάτω ως το τέλος.",
    "Съешь ещё этих мягких французских булок, да выпей же чаю — 3.5 раза!",
    "這是 一個 測試，「引號」 與 標點。 數字 12.5％ 也在 內",
    "السلامُ عليكم ورحمة الله ٣٤٫٥ وبركاته في كل يوم",
    "नमस्ते दुनिया यह एक छोटा सा परीक्षण वाक्य है",
    "ｶﾞｷﾞ かな カナ と 漢字 の 混ざった 文",
    "İstanbul’da ǅ ﬁne ＡＢＣ ½ x² Å e\u0301 emoji 😀 ❤️ end\ufeff here",
]
CUT = (
    "I cannot; Id wont couldntve, theyre, whatllve yall gonna; 5km 3.5kg 12m² 7.5€ £20 9ha 4in x5t 8am 60mph 25°C §3 "
    "¿que? ¡no! «a·b» ‘dont’ ‚im‘ №5 a№b ☃☃snow☃ ❤️x❤️ 👩‍👧 ill well were shell its id hed “『so』” 3× 5µg 2€ €2"
)
SENTENCE = "The quick brown fox jumped over 3,141.5 lazy dogs; Café — naïve!  Monday."


def describe(step, text):
    shingles = step.get_shingles(text)
    signature = [] if shingles.size == 0 else [str(value) for bucket in step.get_signature(shingles) for value in bucket]
    return {"shingles": [str(value) for value in shingles.ravel()[:5]], "signature": signature}


def main(path):
    importlib.metadata.version("datatrove")
    inputs = [SENTENCE, CUT, "", "four words are short", "short " * 40, *SCRIPTS, *texts(60, 11)]
    default = MinhashDedupSignature("unused", config=MinhashConfig())
    other = MinhashDedupSignature("unused", config=MinhashConfig(n_grams=3, num_buckets=5, hashes_per_bucket=3, seed=42))
    cases = [
        {
            "text": text,
            "words": default.word_tokenizer.word_tokenize(simplify_text(text)),
            "default": describe(default, text),
            "other": describe(other, text),
        }
        for text in inputs
    ]
    a, b = default.parameters
    golden = {"a": [str(x) for x in a[0]], "b": [str(x) for x in b[0]], "cases": cases}
    with gzip.GzipFile(path, "wb", mtime=0) as out:
        out.write(json.dumps(golden, ensure_ascii=False).encode())


main(sys.argv[1])
