"""train.py FOLDER FOLDS none|first|second|cuts [--folds-only]: fits one pass for each fold and for all pages; writes fold-K.bin and all.bin."""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
import time
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, CatBoostRegressor, Pool
from model_file import CLASS_TABLE_BITS, CUT_SCALE, WORD_TABLE_BITS, mean_of, pack_table, pack_trees, write_model

SETTINGS = {
    "first": {"iterations": 350, "learning_rate": 0.1},
    "second": {"iterations": 300, "learning_rate": 0.08},
}
FIRST_SEED = 2
# Trainings of a pass, by different random numbers, whose margins are averaged; a third one gained nothing
MEMBERS = {"first": 1, "second": 2}
# What a page of each set says of cuts: snippets are a coarse measure, and daniel's references do not all match
CUT_WEIGHTS = {"trafilatura-dev": 0.8, "daniel-dev": 0.6}
LEAST_SPREAD = 0.002  # a page whose F1 is the same at every cut says nothing
# Menus make most blocks; this many a page that are not main text say as much as all
MAX_OTHER = 200


def thin_out(labels: np.ndarray, weights: np.ndarray, page: np.ndarray) -> np.ndarray:
    """Weights with a random choice of each page's blocks that are not main text; the chosen stand for the others."""
    random = np.random.RandomState(1).rand(len(labels))
    other = np.flatnonzero(labels == 0)
    order = other[np.lexsort((random[other], page[other]))]
    starts = np.searchsorted(page[order], page[order])
    rank = np.arange(len(order)) - starts
    count = np.bincount(page[order], minlength=page.max() + 1)[page[order]]
    thinned = weights.copy()
    thinned[order] = np.where(rank < MAX_OTHER, weights[order] * np.maximum(1, count / MAX_OTHER), 0)
    return thinned


def fit(
    rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, which: str, seed: int, threads: int
) -> tuple[dict, np.ndarray]:
    """Oblivious trees of depth 6; one thread and a fixed seed give the same trees on every run."""
    model = CatBoostClassifier(
        **SETTINGS[which],
        depth=6,
        l2_leaf_reg=5,
        border_count=128,
        boosting_type="Plain",
        bootstrap_type="Bernoulli",
        subsample=0.7,
        rsm=0.3,
        random_seed=seed,
        thread_count=threads,
        verbose=0,
        allow_writing_files=False,
    )
    model.fit(Pool(rows.astype(np.float32), labels, weight=weights))
    return as_json(model), model.get_feature_importance()


def fit_cuts(rows: np.ndarray, gains: np.ndarray, weights: np.ndarray) -> tuple[dict, np.ndarray]:
    """Trees for how much higher than the mean of a page's cuts one cut's F1 is."""
    model = CatBoostRegressor(
        iterations=400,
        learning_rate=0.03,
        depth=4,
        l2_leaf_reg=10,
        border_count=128,
        bootstrap_type="Bernoulli",
        subsample=0.5,
        rsm=0.5,
        random_seed=1,
        thread_count=1,
        verbose=0,
        allow_writing_files=False,
    )
    model.fit(Pool(rows.astype(np.float32), gains * CUT_SCALE, weight=weights))
    return as_json(model), model.get_feature_importance()


def as_json(model: CatBoostClassifier | CatBoostRegressor) -> dict:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "model.json"
        model.save_model(str(path), format="json")
        return json.loads(path.read_text())


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("folds", type=int)
    arguments.add_argument("which", choices=["none", "first", "second", "cuts"])
    arguments.add_argument("--folds-only", action="store_true")
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    folder = options.folder
    names = json.loads((folder / "names.json").read_text())
    features = names["first"] + names["second"]
    tables = pickle.loads((folder / "tables.pkl").read_bytes())
    models = [*range(options.folds)] + ([] if options.folds_only else [options.folds])
    trees_path = folder / "trees.pkl"
    trees = pickle.loads(trees_path.read_bytes()) if trees_path.exists() else {}
    if options.which == "cuts":
        shape = json.loads((folder / "cuts.json").read_text())
        fold = np.fromfile(folder / "fold.bin", np.uint8)
        f1 = np.fromfile(folder / "cut-f1.bin", np.float32).reshape(-1, shape["cuts"])
        rows = np.fromfile(folder / "cuts.bin", np.uint8).reshape(*f1.shape, -1)
        gains = f1 - f1.mean(axis=1, keepdims=True)
        weights = np.array([CUT_WEIGHTS.get(name, 1.0) for name in shape["sets"]])
        useful = (np.ptp(f1, axis=1) > LEAST_SPREAD) & ~np.array(shape["empty"])
        for k in models:
            use = useful & (fold != k)
            of_cuts = np.repeat(weights[use], shape["cuts"])
            model, gain = fit_cuts(rows[use].reshape(len(of_cuts), -1), gains[use].reshape(-1), of_cuts)
            trees[options.which, k] = pack_trees(model)
        print(" ".join(f"{shape['features'][i]} {gain[i]:.1f}" for i in np.argsort(-gain)))
        trees_path.write_bytes(pickle.dumps(trees))
    elif options.which != "none":
        used = names["first"] if options.which == "first" else features
        labels = np.fromfile(folder / "labels.bin", np.int8)
        weights = np.fromfile(folder / "weights.bin", np.float32)
        counts = np.fromfile(folder / "counts.bin", np.int32)
        fold = np.repeat(np.fromfile(folder / "fold.bin", np.uint8), counts)
        weights = thin_out(labels, weights, np.repeat(np.arange(len(counts)), counts))
        rows = np.fromfile(folder / f"{options.which}.bin", np.uint8).reshape(len(labels), len(used))
        importance = np.zeros(len(used))
        for k in models:
            start = time.time()
            use = (labels >= 0) & (weights > 0) & (fold != k)
            members = []
            for member in range(MEMBERS[options.which]):
                seed = FIRST_SEED + member
                model, gain = fit(rows[use], labels[use], weights[use], options.which, seed, options.threads)
                importance += gain / len(models) / MEMBERS[options.which]
                members.append(model)
            trees[options.which, k] = pack_trees(mean_of(members))
            print(f"{options.which} pass, fold {k}: {use.sum()} blocks, {time.time() - start:.0f} s", flush=True)
            trees_path.write_bytes(pickle.dumps(trees))
        print(" ".join(f"{used[i]} {importance[i]:.2f}" for i in np.argsort(-importance)))
    for k in models:
        classes, words = pack_table(tables[k][0], CLASS_TABLE_BITS), pack_table(tables[k][1], WORD_TABLE_BITS)
        passes = [trees.get((which, k), (b"", 0)) for which in ("first", "second", "cuts")]
        path = folder / (f"fold-{k}.bin" if k < options.folds else "all.bin")
        write_model(path, features, names["cuts"], classes, words, passes, [(0.0, 0.0), (1.0, 1.0)])


if __name__ == "__main__":
    main()
