import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn


def replace_process(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> NoReturn:
    """Become `python <arguments>`: signals and the exit code are the new program's own.

    The command line may not import the API or the workers, and needs neither in its memory while they run.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, [sys.executable, *arguments], dict(environment or os.environ))  # noqa: S606 our own program
