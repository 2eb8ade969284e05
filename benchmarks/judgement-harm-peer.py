"""Scores the held-out posts of each set by tf-idf and logistic regression trained on the others: a JSON object, set -> probabilities."""

import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
scores = {}
for name in sorted({row["set"] for row in rows}):
    own = [row for row in rows if row["set"] == name]
    train = [row for row in own if not row["test"]]
    test = [row for row in own if row["test"]]
    # Chinese has no spaces: its words are runs of one to three characters
    words = (
        TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2)
        if name == "cold"
        else make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=3),
        )
    )
    model = make_pipeline(words, LogisticRegression(C=4, max_iter=300, class_weight="balanced"))
    model.fit([row["text"] for row in train], [row["label"] for row in train])
    scores[name] = [round(float(p), 6) for p in model.predict_proba([row["text"] for row in test])[:, 1]]
print(json.dumps(scores))
