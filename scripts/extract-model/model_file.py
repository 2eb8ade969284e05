"""The model's file, as `src/stages/extract/model/model-file.ts` reads it."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np

MAGIC = 0x58574E57
MARGIN_SCALE = 2048
CUT_SCALE = 16  # F1 differs by little: margins of cuts are in 1/16 of it
DEPTH, LEAVES, TREE_BYTES = 6, 64, 160
NEVER = 127  # no feature is greater
CLASS_TABLE_BITS, WORD_TABLE_BITS, TOKEN_BITS = 14, 15, 24
UNKNOWN = -128


def pack_table(values: dict[int, tuple[int, int]], bits: int) -> bytes:
    """`{token (24 bits): (value, sites)}` as buckets of two; where three meet, those of more sites stay."""
    table = np.full(1 << bits, (UNKNOWN & 0xFF) * 0x01000100, np.uint32)
    filled = np.zeros(1 << bits, np.uint8)
    for token, (value, _) in sorted(values.items(), key=lambda item: (-item[1][1], item[0])):
        bucket, check = token >> (TOKEN_BITS - bits), token & 0xFF
        if filled[bucket] == 2:
            continue
        shift = 16 * int(filled[bucket])
        entry = check | (value & 0xFF) << 8
        table[bucket] = int(table[bucket]) & ~(0xFFFF << shift) & 0xFFFFFFFF | entry << shift
        filled[bucket] += 1
    return table.astype("<u4").tobytes()


def pack_trees(model: dict) -> tuple[bytes, int]:
    """CatBoost's JSON as tree records, and the margin that all sums start at."""
    scale, bias = model["scale_and_bias"][0], model["scale_and_bias"][1][0]
    columns = [feature["flat_feature_index"] for feature in model["features_info"]["float_features"]]
    records = []
    for tree in model["oblivious_trees"]:
        depth = len(tree["splits"])
        features = [columns[split["float_feature_index"]] for split in tree["splits"]] + [0] * (DEPTH - depth)
        limits = [int(np.floor(split["border"])) for split in tree["splits"]] + [NEVER] * (DEPTH - depth)
        leaves = np.zeros(LEAVES, np.int64)
        leaves[: 1 << depth] = np.rint(np.array(tree["leaf_values"]) * scale * MARGIN_SCALE)
        leaves = np.clip(leaves, -32768, 32767).astype(np.int16).view(np.uint16)
        record = struct.pack("<6i6B2x", *features, *limits)
        records.append(record + (leaves & 0xFF).astype(np.uint8).tobytes() + (leaves >> 8).astype(np.uint8).tobytes())
    assert all(len(record) == TREE_BYTES for record in records)
    return b"".join(records), round(bias * MARGIN_SCALE)


def mean_of(models: list[dict]) -> dict:
    """One model in CatBoost's JSON whose margin is the mean of the models' margins."""
    if len(models) == 1:
        return models[0]
    trees = []
    for model in models:
        scale = model["scale_and_bias"][0] / len(models)
        for tree in model["oblivious_trees"]:
            trees.append({**tree, "leaf_values": [value * scale for value in tree["leaf_values"]]})
    bias = sum(model["scale_and_bias"][1][0] for model in models) / len(models)
    return {**models[0], "oblivious_trees": trees, "scale_and_bias": [1, [bias]]}


def write_model(
    path: Path,
    features: list[str],
    cut_features: list[str],
    class_table: bytes,
    word_table: bytes,
    passes: list[tuple[bytes, int]],
    calibration: list[tuple[float, float]],
) -> None:
    header = {
        "format": 2,
        "features": features,
        "cutFeatures": cut_features,
        "passes": [{"trees": len(trees) // TREE_BYTES, "bias": bias} for trees, bias in passes],
        "calibration": calibration,
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    head = struct.pack("<II", MAGIC, len(text)) + text
    head += b"\0" * (-len(head) % 4)
    path.write_bytes(head + class_table + word_table + b"".join(trees for trees, _ in passes))
