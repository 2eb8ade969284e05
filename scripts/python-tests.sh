#!/usr/bin/env bash
# The trainer's linter and tests, in the environment that trainings use (.venv), made here where it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
if ! "$python" -c 'import torch, tokenizers, numpy, zstandard, pytest, ruff' 2>/dev/null; then
  python3 -m venv .venv
  "$python" -m pip install --quiet --disable-pip-version-check \
    torch==2.13.0 tokenizers==0.23.3 numpy==2.4.6 zstandard==0.25.0 pytest==9.2.0 ruff==0.17.6
fi
cd workers/trainer
../../"$python" -m ruff check .
../../"$python" -m pytest
