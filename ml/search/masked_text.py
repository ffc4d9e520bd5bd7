import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class MaskedText:
    """A question of which parts are taken out one after another; what was taken is found by nothing else."""

    text: str
    taken: list[tuple[int, int]] = field(default_factory=list)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches in what is left."""
        return (match for match in pattern.finditer(self.text) if self.is_free(*match.span()))

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing of this stretch was taken."""
        return all(end <= begin or start >= stop for begin, stop in self.taken)

    def take(self, start: int, end: int) -> None:
        """Take a stretch out."""
        self.taken.append((start, end))

    def rest(self) -> str:
        """What is left, single spaces between."""
        pieces, position = [], 0
        for start, end in sorted(self.taken):
            pieces.append(self.text[position:start])
            position = max(position, end)
        pieces.append(self.text[position:])
        return " ".join(" ".join(pieces).split())
