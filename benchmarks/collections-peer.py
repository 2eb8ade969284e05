"""datasketch's MinHashLSH over random signatures, 20 bands of 6: memory a document, and time of a query from its text.

usage: collections-peer.py DOCUMENTS WORDS
"""

import random
import resource
import sys
import time

import numpy
from datasketch import MinHash, MinHashLSH

documents, words = int(sys.argv[1]), int(sys.argv[2])
numbers = numpy.random.default_rng(1)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
index = MinHashLSH(params=(20, 6), num_perm=120)
for document in range(documents):
    hashes = numbers.integers(0, 2**32, 120, dtype=numpy.uint64)
    index.insert(f"0011223344556677:{document * 3000}", MinHash(num_perm=120, hashvalues=hashes, scheme="legacy"))
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
random.seed(1)
times = []
for _ in range(1000):
    text = " ".join(random.choice("abcdefghij") * random.randint(2, 9) for _ in range(words))
    started = time.perf_counter()
    tokens = text.split()
    signature = MinHash(num_perm=120, scheme="legacy")
    signature.update_batch([" ".join(tokens[i : i + 5]).encode() for i in range(len(tokens) - 4)])
    index.query(signature)
    times.append((time.perf_counter() - started) * 1000)
times.sort()
print(f"{held * 1024 / documents:.0f} bytes of memory a document, without shingles; query ms: median {times[500]:.2f}, 95 % {times[950]:.2f}, most {times[-1]:.2f} (unverified)")
