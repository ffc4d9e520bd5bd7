"""The most memory that something takes, as it would in a process of its own."""

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager


class Peak:
    """`size` in bytes, once the block has ended."""

    size = 0


@contextmanager
def peak_memory() -> Iterator[Peak]:
    """What the block had allocated at most.

    What other tests left is out of the collector's sight meanwhile: it looks at old objects only when they have grown
    by a quarter, so that in a full process garbage of the block would count as taken.
    """
    peak = Peak()
    gc.collect()
    gc.freeze()
    tracemalloc.start()
    try:
        yield peak
    finally:
        peak.size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        gc.unfreeze()
