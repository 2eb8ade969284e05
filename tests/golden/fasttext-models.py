"""
Trains small fastText models of every loss, dense and quantised, and records fastText's own probabilities.

usage: pip install fasttext-numpy2-wheel==0.9.2 && python tests/golden/fasttext-models.py
Writes tests/golden/fasttext/*.bin, *.ftz and predictions.json. One thread and a fixed seed: the same files each time.
"""

import json
import os
import random
import sys
import tempfile
from pathlib import Path

import fasttext

# fastText 0.9.2 leaves most of a new matrix as the allocator gave it: glibc gives zeros with this setting.
if os.environ.get("MALLOC_PERTURB_") != "255":
    os.environ["MALLOC_PERTURB_"] = "255"
    os.execv(sys.executable, [sys.executable, *sys.argv])

folder = Path(__file__).parent / "fasttext"
folder.mkdir(exist_ok=True)

STEMS = {
    "river": "water bank flow stream boat bridge fish mill deep tide",
    "kitchen": "bread oven salt flour knife pan soup onion butter plate",
    "starlit": "night moon star orbit comet sky planet dust light far",
    "河流": "河 水 船 橋 魚 岸 深 潮 流 石",
    "café": "naïve crème brûlée été garçon façade déjà élan rôle über",
}
COMMON = "the of and to in is that it for as".split()


def sentence(label: str, rng: random.Random) -> str:
    own = STEMS[label].split()
    other = STEMS[rng.choice(list(STEMS))].split()
    words = [rng.choice(own if rng.random() < 0.5 else COMMON if rng.random() < 0.7 else other) for _ in range(9)]
    return " ".join(words)


def write_training(path: Path, labels: int) -> None:
    rng = random.Random(1)
    names = list(STEMS)
    with path.open("w") as file:
        for index in range(600):
            label = names[index % len(names)]
            name = label if labels == 0 else f"class{index % labels}"
            file.write(f"__label__{name} {sentence(label, rng)}\n")


TEXTS = [
    "",
    " ",
    "the boat and the bridge",
    "bread salt flour in the oven",
    "unknown vocabulary altogether xyzzy",
    "河 水 船 和 橋",
    "naïve crème brûlée in the night sky",
    "the\tmoon\vis  far\ffrom the river bank",
    "</s> nothing after an end is read: bread",
    "bread </s> bread bread bread",
    "__label__river water __label__nothing flow",
    "😀 emoji 👩‍👩‍👧 comet",
    "a" * 300,
    "the of and to in is that it for as " * 40,
    "stars starry starlight planetary boats bridges breads",
]

COMMON_OPTIONS = {"thread": 1, "epoch": 8, "minCount": 1, "verbose": 0, "seed": 1, "lr": 0.5}
MODELS = {
    "softmax-bigrams.bin": {"loss": "softmax", "dim": 4, "wordNgrams": 2, "bucket": 120},
    "hs-characters.bin": {"loss": "hs", "dim": 3, "minn": 2, "maxn": 4, "bucket": 150},
    "ova-trigrams.bin": {"loss": "ova", "dim": 3, "wordNgrams": 3, "bucket": 150},
    "ns.bin": {"loss": "ns", "dim": 3, "bucket": 0},
    "quantised.ftz": {"loss": "softmax", "dim": 5, "wordNgrams": 2, "minn": 2, "maxn": 3, "bucket": 400},
    "quantised-pruned.ftz": {"loss": "hs", "dim": 4, "wordNgrams": 2, "minn": 2, "maxn": 3, "bucket": 600},
    "quantised-output.ftz": {"loss": "softmax", "dim": 4, "bucket": 260, "wordNgrams": 2},
}
QUANTISED = {
    "quantised.ftz": {"dsub": 2, "qnorm": True},
    "quantised-pruned.ftz": {"dsub": 2, "qnorm": False, "cutoff": 300},
    "quantised-output.ftz": {"dsub": 2, "qout": True},
}

LANGUAGES = {
    "en": "the harbour was quiet when the boats came back and nobody spoke of the storm in that evening",
    "fra_Latn": "le port était calme quand les bateaux sont revenus et personne ne parlait de la tempête le soir",
    "zh": "傍晚 漁船 回港 的 時候 碼頭 上 很 安靜 傍晚 渔船 回港 的 时候 码头 上 很 安静",
    "zxx": "0101 0110 1001 1100 0011 1010 0100 1111",
}

predictions = {}
with tempfile.TemporaryDirectory() as temporary:
    for name, options in MODELS.items():
        training = Path(temporary) / "training.txt"
        write_training(training, 260 if name == "quantised-output.ftz" else 0)
        model = fasttext.train_supervised(str(training), **COMMON_OPTIONS, **options)
        if name in QUANTISED:
            model.quantize(input=str(training), verbose=0, **QUANTISED[name])
        model.save_model(str(folder / name))
        predictions[name] = []
        for text in TEXTS:
            labels, probabilities = model.predict(text, k=-1)
            found = {label.removeprefix("__label__"): float(p) for label, p in zip(labels, probabilities)}
            predictions[name].append({"text": text, "probabilities": dict(sorted(found.items()))})

with tempfile.TemporaryDirectory() as temporary:
    training = Path(temporary) / "training.txt"
    rng = random.Random(2)
    with training.open("w") as file:
        for index in range(400):
            label = list(LANGUAGES)[index % len(LANGUAGES)]
            file.write(f"__label__{label} {' '.join(rng.choices(LANGUAGES[label].split(), k=8))}\n")
    options = {"loss": "softmax", "dim": 4, "minn": 1, "maxn": 2, "bucket": 200}
    fasttext.train_supervised(str(training), **COMMON_OPTIONS, **options).save_model(str(folder / "languages.bin"))

# Many labels: the most probable say enough.
for one in predictions["quantised-output.ftz"]:
    best = sorted(one["probabilities"].items(), key=lambda item: -item[1])[:12]
    one["probabilities"] = dict(sorted(best))
(folder / "predictions.json").write_text(json.dumps(predictions, ensure_ascii=False, indent=1) + "\n")
