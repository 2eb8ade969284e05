"""Prints how much each word of alt-profanity-check's linear model says that a text offends, as a JSON object."""

import json
from pathlib import Path

import joblib
import numpy
import profanity_check

data = Path(profanity_check.__file__).parent / "data"
vectorizer = joblib.load(data / "vectorizer.joblib")
model = joblib.load(data / "model.joblib")
# one support vector machine a fold of its calibration; their mean decides
coefficients = numpy.mean([fold.estimator.coef_[0] for fold in model.calibrated_classifiers_], axis=0)
values = coefficients * vectorizer.idf_
print(json.dumps({word: round(float(values[column]), 3) for word, column in vectorizer.vocabulary_.items()}))
