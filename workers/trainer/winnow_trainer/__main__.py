"""`python -m winnow_trainer tokenize|train`: events as JSON lines on standard output."""

import argparse
import os
import sys
from pathlib import Path

from .errors import Cancelled, TrainerError
from .events import Reporter
from .stop import Stop, listen


def main(arguments: list[str]) -> int:
    """Exit code: 0 done or cancelled on request, 1 failed."""
    options = _parser().parse_args(arguments)
    reporter = Reporter()
    stop = listen(options.with_parent)
    try:
        status = options.work(options, reporter, stop)
    except Cancelled:
        status = "cancelled"
    except TrainerError as error:
        reporter.say("error", message=str(error))
        return 1
    reporter.say("exit", status=status)
    return 0


def _tokenize(options: argparse.Namespace, reporter: Reporter, stop: Stop) -> str:
    from .lock import locked  # noqa: PLC0415
    from .tokenize import TokenizeOptions, tokenize  # noqa: PLC0415

    choices = TokenizeOptions(options.vocab_size, options.tokenizer, options.validation, options.seed)
    with locked(options.out, stop):
        tokenize(options.dataset, options.out, choices, reporter, stop)
    return "done"


def _train(options: argparse.Namespace, reporter: Reporter, stop: Stop) -> str:
    # Loading PyTorch takes a second or two, which tokenizing need not pay.
    from .config import read_config  # noqa: PLC0415
    from .train import train  # noqa: PLC0415

    return train(options.tokens, options.out, read_config(options.config), options.init_from, stop)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="winnow_trainer", description="Trains a GPT on a Winnow dataset")
    parser.add_argument("--with-parent", action="store_true", help="stop when standard input ends")
    commands = parser.add_subparsers(required=True)
    tokenize = commands.add_parser("tokenize", help="token shards of a dataset")
    tokenize.add_argument("--dataset", type=Path, required=True, help="folder with manifest.json and shards/")
    tokenize.add_argument("--out", type=Path, required=True)
    tokenize.add_argument("--vocab-size", type=int, default=8192, help="most tokens of a tokenizer that is trained")
    tokenize.add_argument("--tokenizer", type=Path, help="a tokenizer.json to use instead of training one")
    tokenize.add_argument("--validation", type=float, default=0.05, help="share of the documents that is held out")
    tokenize.add_argument("--seed", type=int, default=0)
    tokenize.set_defaults(work=_tokenize)
    train = commands.add_parser("train", help="a model from token shards; goes on where OUT has a checkpoint")
    train.add_argument("--tokens", type=Path, required=True, help="folder with tokens.json")
    train.add_argument("--out", type=Path, required=True)
    train.add_argument("--config", type=Path, required=True, help="JSON file with every parameter")
    train.add_argument("--init-from", type=Path, help="checkpoint whose weights are the first ones")
    train.set_defaults(work=_train)
    return parser


def _keep_output_for_events() -> None:
    """What libraries print goes to standard error: standard output has events alone."""
    events = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = os.fdopen(events, "w", encoding="utf-8")


if __name__ == "__main__":
    _keep_output_for_events()
    sys.exit(main(sys.argv[1:]))
