"""Trains a GPT on a Winnow dataset: tokens, model, loop, checkpoints. Read `train.py` first."""
