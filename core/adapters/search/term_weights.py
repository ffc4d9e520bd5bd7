"""What a question asks for, as the PostgreSQL index asks for it: which words find chunks and which only rank them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.adapters.search.query_words import MAX_QUERY_WORDS, fold_yo, query_words
from core.ports.search_index import SearchTerm

SAMPLE: Final = 300
"""Chunks looked at to tell how common each word is."""

CANDIDATES: Final = 1_000
"""Chunks that are ranked term by term, at most."""

MAX_ENTRIES: Final = 600
"""Words of all terms together."""

_ID_BITS: Final = 48
"""Leading bits of a chunk's id that are all chance."""


@dataclass(frozen=True, slots=True)
class WeighedTerm:
    """A term as the database understood it: text of three tsqueries and of all, and how many chunks may have it."""

    word: str | None
    same: str | None
    related: str | None
    whole: str
    estimate: float
    asked_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TextPlan:
    """How to look for the terms: what finds a chunk, and how often each term comes up where that is not counted."""

    terms: Sequence[WeighedTerm]
    any_of: str
    uncounted: frozenset[int]


def terms_of(query: str, terms: Sequence[SearchTerm]) -> list[SearchTerm]:
    """The terms to look for; without any, each word of the query is one."""
    chosen = terms or [SearchTerm(word) for word in query_words(query)]
    return list(chosen)[:MAX_QUERY_WORDS]


def as_parameters(terms: Sequence[SearchTerm]) -> dict[str, Any]:
    """Three parallel arrays, an entry a word."""
    rows = [
        (place, tier, fold_yo(entry.replace("\x00", " ")))
        for place, term in enumerate(terms)
        for tier, entries in enumerate(((term.word,), term.same, term.related))
        for entry in entries
    ]
    # What means the same goes before what is only related, should there be too many.
    rows = sorted(rows, key=lambda row: row[1])[:MAX_ENTRIES]
    return {name: [row[place] for row in rows] for place, name in enumerate(("places", "tiers", "entries"))}


def estimate_chunks(sampled: int, last_id: str | None) -> float:
    """How many chunks the person has, from how far the first SAMPLE ids reach; exact where there are fewer."""
    if sampled < SAMPLE or last_id is None:
        return float(sampled)
    reached = int(last_id.replace("-", "")[: _ID_BITS // 4], 16) / float(1 << _ID_BITS)
    return float(max(sampled, (sampled - 1) / max(reached, 1e-9)))


def plan_text(terms: Sequence[WeighedTerm]) -> TextPlan:
    """Find chunks by the rarest terms, as many of them as stay within CANDIDATES; the common ones only rank.

    Where common ones are left over, a chunk is found by all of them together too.
    """
    by_rarity = sorted(range(len(terms)), key=lambda place: terms[place].estimate)
    finding: list[int] = []
    expected = 0.0
    for place in by_rarity:
        expected += terms[place].estimate
        if expected > CANDIDATES:
            break
        finding.append(place)
    common = by_rarity[len(finding) :]
    ways = [f"({terms[place].whole})" for place in finding]
    if common:
        ways.append("(" + " & ".join(f"({terms[place].whole})" for place in common) + ")")
    return TextPlan(terms, " | ".join(ways), frozenset(common))
