from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from tests.ml.search.made_papers import Paper

FILE = Path(__file__).parents[2] / "fixtures" / "search" / "queries.txt"
TODAY = date(2026, 11, 20)
"""When the questions are asked."""
FULL, HALF = 2, 1


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A question and what answers it, said of what papers are and not of their words."""

    language: str
    kind: str
    held_out: bool
    text: str
    items: frozenset[str]
    also: frozenset[str]
    limits: dict[str, str]

    def grade(self, paper: Paper) -> int:
        """2 for an answer, 1 for one of half worth, 0 for none."""
        if self.kind == "nothing" or not self._passes(paper):
            return 0
        if self.items & paper.keys or not self.items:
            return FULL
        return HALF if self.also & paper.keys else 0

    def _passes(self, paper: Paper) -> bool:
        limits = self.limits
        return (
            paper.total >= Decimal(limits.get("min", "0"))
            and paper.total <= Decimal(limits.get("max", "1e12"))
            and paper.day >= date.fromisoformat(limits.get("from", "1990-01-01"))
            and paper.day <= date.fromisoformat(limits.get("to", "2100-01-01"))
            and paper.kind.value == limits.get("kind", paper.kind.value)
            and paper.merchant == limits.get("merchant", paper.merchant)
            and paper.currency == limits.get("currency", paper.currency)
        )


@cache
def judged_queries() -> tuple[JudgedQuery, ...]:
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return tuple(_query(*(part.strip() for part in line.split("|"))) for line in lines)


def _query(language: str, kind: str, split: str, text: str, judgement: str) -> JudgedQuery:
    words: list[str] = []
    limits: dict[str, str] = {}
    name = ""
    for word in judgement.split():
        before, equals, after = word.partition("=")
        if equals:
            name = before
            limits[name] = after
        elif name:  # a merchant's name of several words
            limits[name] += f" {word}"
        else:
            words.append(word)
    place = words.index("also") if "also" in words else len(words)
    return JudgedQuery(
        language, kind, split == "h", text, frozenset(words[:place]), frozenset(words[place + 1 :]), limits
    )
