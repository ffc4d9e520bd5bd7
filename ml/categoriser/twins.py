"""A person's own corrections: a line like one they corrected takes the same category."""

from collections import defaultdict
from collections.abc import ItemsView, Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

from core.ports.categoriser import LabelledLine, Line
from ml.categoriser.clean_description import merchant_key


class LineKey(NamedTuple):
    """What makes two lines twins: who was paid, for what, and which way the money went."""

    description: str
    counterparty: str
    sign: int

    @property
    def text(self) -> str:
        """Counterparty and description as one text, for the model."""
        return f"{self.counterparty} {self.description}".strip()


@dataclass(slots=True)
class LineKeys:
    """Makes keys, cleaning each different text once."""

    _cleaned: dict[str, str]

    @classmethod
    def empty(cls) -> Self:
        """A cache for one batch."""
        return cls({})

    def of(self, line: Line) -> LineKey:
        """The key of a line."""
        sign = (line.amount_minor > 0) - (line.amount_minor < 0)
        return LineKey(self._clean(line.description), self._clean(line.counterparty) if line.counterparty else "", sign)

    def _clean(self, text: str) -> str:
        cleaned = self._cleaned.get(text)
        if cleaned is None:
            cleaned = self._cleaned[text] = merchant_key(text)
        return cleaned


class Corrections:
    """Looks twins up. The newest correction of a twin wins."""

    def __init__(self, history: Iterable[LabelledLine], keys: LineKeys) -> None:
        self._exact: dict[LineKey, str] = {}
        by_party: dict[tuple[str, int], set[str]] = defaultdict(set)
        for labelled in history:
            key = keys.of(labelled.line)
            if key.text:
                self._exact[key] = labelled.category
        for key, category in self._exact.items():
            if key.counterparty:
                by_party[key.counterparty, key.sign].add(category)
        self._by_party = {party: found.pop() for party, found in by_party.items() if len(found) == 1}

    def items(self) -> ItemsView[LineKey, str]:
        """Each corrected line with its category, in the order they were first corrected."""
        return self._exact.items()

    def category_of(self, key: LineKey) -> str | None:
        """The category of the twin, or of the counterparty if the person always sorted it alike; else None.

        A line whose direction is not told is a twin of both directions.
        """
        if not self._exact:
            return None
        for sign in dict.fromkeys((key.sign, 0)) if key.sign else (0, -1, 1):
            if (found := self._exact.get(key._replace(sign=sign))) is not None:
                return found
        return self._by_party.get((key.counterparty, key.sign)) if key.counterparty else None
