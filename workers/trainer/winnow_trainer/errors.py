"""What the trainer raises on purpose; anything else is a bug and shows its traceback."""


class TrainerError(Exception):
    """The message names the file or parameter, what was expected and what came."""


class Cancelled(Exception):  # noqa: N818 - not an error: the work was stopped on request
    """Raised where work is given up because a stop was asked for."""
