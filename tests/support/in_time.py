"""Bounds on time that a busy machine may break once, and a fault breaks each time.

What must be quick is timed, but one slow run decides nothing: a test marked with `HELD_UP_AT_TIMES` is run anew, with
everything it needs made anew, when `in_time` found it too slow, and fails when it is so three times in a row. Nothing
else that fails in it is tried again.
"""

from typing import Final

import pytest


class TooSlowError(AssertionError):
    """It took longer than it may."""


def in_time(seconds: float, bound: float) -> None:
    """Raises TooSlowError where it took as long as the bound, in seconds, or longer."""
    if seconds >= bound:
        raise TooSlowError(f"took {seconds:.2f} s, and may take {bound} s")


HELD_UP_AT_TIMES: Final = pytest.mark.flaky(reruns=2, only_rerun=["TooSlowError"])
