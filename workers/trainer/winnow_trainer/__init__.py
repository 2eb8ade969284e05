"""Trains a GPT on a Winnow dataset: tokens, model, loop, checkpoints. Read `train.py` first."""

import os

# OpenMP's threads wait for each other after every operation, and by default busily: beside other processes on the same
# cores that costs most of the time (seven times on two cores with a load of eight). Read when PyTorch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
