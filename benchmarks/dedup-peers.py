#!/usr/bin/env python3
"""usage: dedup-peers.py PEER DOCS.jsonl [PAIRS.tsv]

Near-duplicates of a JSONL file by another library, in the way each is meant to be used, one document at a time from
the file; word 5-grams, 14 bands of 8 rows. Prints how many documents it removes; writes the pairs it reports.
"""
import json
import os
import re
import sys
import tempfile
import unicodedata

peer, path = sys.argv[1:3]
BANDS, ROWS = 14, 8


def documents():
    with open(path, encoding="utf8") as lines:
        for number, line in enumerate(lines):
            document = json.loads(line)
            yield number, document.get("id", str(number)), document["text"]


def shingles(text):
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())
    return {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}


def gaoya():
    from gaoya.minhash import MinHashStringIndex

    # 32-bit hashes, threshold .8 of the estimate, as its own tokenizer shingles: all in Rust.
    index = MinHashStringIndex(32, 0.8, BANDS, ROWS, None, "word", True, (5, 5))
    for number, _, text in documents():
        for other in index.query(text):
            yield number, other
        index.insert_document(number, text)


def rensa():
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.8, num_perm=BANDS * ROWS, num_bands=BANDS)
    for number, _, text in documents():
        found = shingles(text)
        if not found:
            continue
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=1)
        sketch.update(list(found))
        for other in index.query(sketch):
            yield number, other
        index.insert(number, sketch)


def datasketch():
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(params=(BANDS, ROWS), num_perm=BANDS * ROWS)
    for number, _, text in documents():
        found = shingles(text)
        if not found:
            continue
        sketch = MinHash(num_perm=BANDS * ROWS)
        sketch.update_batch([shingle.encode() for shingle in found])
        for other in index.query(sketch):
            yield number, other
        index.insert(number, sketch)


def datatrove():
    """Its four stages, one task each; the pairs are those of its clusters' first documents."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from datatrove.utils.typeshelper import Languages

    config = MinhashConfig(n_grams=5, num_buckets=BANDS, hashes_per_bucket=ROWS)
    with tempfile.TemporaryDirectory() as folder:
        def reader():
            return JsonlReader(os.path.dirname(os.path.abspath(path)), glob_pattern=os.path.basename(path))

        def run(name, pipeline, tasks=1):
            LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=f"{folder}/logs/{name}").run()

        run("1", [reader(), MinhashDedupSignature(f"{folder}/signatures", config=config, language=Languages.english)])
        run("2", [MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config)], BANDS)
        run("3", [MinhashDedupCluster(f"{folder}/buckets", f"{folder}/remove", config=config, save_cluster_id=True)])
        run("4", [reader(), MinhashDedupFilter(f"{folder}/remove"), JsonlWriter(f"{folder}/kept", compression=None)])
        kept = set()
        for name in os.listdir(f"{folder}/kept"):
            with open(f"{folder}/kept/{name}", encoding="utf8") as lines:
                kept.update(json.loads(line)["id"] for line in lines)
        clusters = {}
        with open(f"{folder}/remove/000000.clusters", "rb") as file:
            raw = file.read()
        for at in range(0, len(raw), 8):
            number, cluster = (int.from_bytes(raw[at + i : at + i + 4], "little") for i in (0, 4))
            clusters.setdefault(cluster, []).append(number)
        ids = [id for _, id, _ in documents()]
        for members in clusters.values():
            survivors = [member for member in members if ids[member] in kept]
            for member in members:
                if ids[member] not in kept and survivors:
                    yield member, survivors[0]


def root(parents, number):
    while parents.setdefault(number, number) != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


pairs = list({"gaoya": gaoya, "rensa": rensa, "datasketch": datasketch, "datatrove": datatrove}[peer]())
parents = {}
for one, other in pairs:
    one, other = root(parents, one), root(parents, other)
    parents[max(one, other)] = min(one, other)
removed = {number: root(parents, number) for number in list(parents) if root(parents, number) != number}
print(json.dumps({"pairs": len(pairs), "removed": len(removed)}))
if len(sys.argv) > 3:
    names = [id for _, id, _ in documents()]
    with open(sys.argv[3], "w", encoding="utf8") as out:
        # What is removed, and what is kept for it where each connected component keeps its first.
        out.writelines(f"{names[number]}\t{names[kept]}\n" for number, kept in removed.items())
