"""Which documents are held out for validation: by a hash of the id, so that neither order nor shards matter."""

import hashlib

SPACE = 1 << 64


def document_hash(seed: int, document: str) -> int:
    """64 bits of BLAKE2b over seed and id."""
    digest = hashlib.blake2b(f"{seed}:{document}".encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


def threshold(fraction: float, smallest: int, documents: int) -> int:
    """
    Documents whose hash lies below this are held out.

    About `fraction` of them; at least the one with the smallest hash where there are two or more, so that a small
    dataset is validated too.
    """
    if fraction <= 0 or documents < 2:  # noqa: PLR2004
        return 0
    return max(int(fraction * SPACE), smallest + 1)
