"""Which of our media types a caller takes."""

from functools import lru_cache
from typing import Final

JSON: Final = "application/json; charset=utf-8"
GRAPHQL: Final = "application/graphql-response+json; charset=utf-8"
OURS: Final = (("application/graphql-response+json", GRAPHQL), ("application/json", JSON))
STREAMS: Final = ("text/event-stream", "multipart/mixed")


def takes_stream(accept: str) -> bool:
    """Whether the caller would take a stream of results. Cheap, for it is asked of every request."""
    return "stream" in accept or "mixed" in accept


@lru_cache(maxsize=256)
def media_type_for(accept: str) -> str | None:
    """The media type to answer in, or None when the caller takes none of ours.

    `application/graphql-response+json` is for who names it; who takes anything, or says nothing, gets JSON. Who takes a
    stream only is told in JSON what went wrong before there was one.
    """
    if not accept.strip():
        return JSON
    taken = _taken(accept)
    named = {kind: taken[kind] for kind, _ in OURS if taken.get(kind, 0) > 0}
    if named:
        best = max(named.values())
        return next(full for kind, full in OURS if named.get(kind) == best)
    if "application/json" not in taken and (taken.get("*/*", 0) > 0 or taken.get("application/*", 0) > 0):
        return JSON
    return JSON if any(taken.get(kind, 0) > 0 for kind in STREAMS) else None


def _taken(accept: str) -> dict[str, float]:
    """Media ranges and their quality; one that can't be read counts as refused."""
    taken: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            taken[kind] = float(quality)
        except ValueError:
            taken[kind] = 0
    return taken
