"""The curated lexicon: which words of the two languages mean the same, and which belong to one topic."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from ml.embeddings.stems import stem
from ml.text.fold import normalise

_FOLDER: Final = Path(__file__).with_name("words")
LONGEST_PHRASE: Final = 3
Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Concepts are numbers. A word or phrase has several where it is ambiguous.

    `exact` finds them by normalised words, `stems` by stemmed ones; `entries` has the words of each concept as they are
    written, `topics` the topic of each, and `heads` the topics that a concept names as a whole, such as `transport`.
    """

    exact: dict[Key, tuple[int, ...]]
    stems: dict[Key, tuple[int, ...]]
    entries: tuple[tuple[str, ...], ...]
    topics: tuple[int, ...]
    heads: dict[int, int]
    phrase_starts: frozenset[str]
    """Stems of words that a phrase begins with."""

    def find(self, words: Sequence[str], place: int) -> tuple[int, tuple[int, ...]]:
        """How many of the normalised words at `place` make the longest known entry, and its concepts; else 1 and ()."""
        if stem(words[place]) in self.phrase_starts:
            for size in range(min(LONGEST_PHRASE, len(words) - place), 1, -1):
                found = self._concepts(tuple(words[place : place + size]))
                if found:
                    return size, found
        return 1, self._concepts((words[place],))

    def members(self, topic: int) -> list[int]:
        """The concepts of a topic."""
        return [concept for concept, of in enumerate(self.topics) if of == topic]

    def _concepts(self, key: Key) -> tuple[int, ...]:
        return self.exact.get(key) or self.stems.get(tuple(stem(word) for word in key), ())


class LexiconError(ValueError):
    """A line of the lexicon can't be read: a fault of ours."""


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the program, read once."""
    return parse_lexicon("\n".join(path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.txt"))))


def parse_lexicon(text: str) -> Lexicon:
    """Read lines `ru words | en words` under `[topic] ru | en` heads. Raises LexiconError with the line number.

    Words are apart by spaces, `_` joins a phrase of up to three. The words after a head name the topic as a whole.
    """
    exact: dict[Key, list[int]] = defaultdict(list)
    stems: dict[Key, list[int]] = defaultdict(list)
    entries: list[tuple[str, ...]] = []
    topics: list[int] = []
    heads: dict[int, int] = {}
    topic = -1
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        content = line
        if line.startswith("["):
            topic += 1
            content = line.partition("]")[2].strip()
            if not content:
                continue
            heads[len(topics)] = topic
        if content.count("|") != 1 or topic < 0:
            raise LexiconError(f"line {number}: expected `ru words | en words` under a [topic]")
        written = tuple(dict.fromkeys(entry.replace("_", " ") for entry in content.replace("|", " ").split()))
        for entry in written:
            key = tuple(normalise(entry).replace("-", " ").split())
            if len(key) > LONGEST_PHRASE:
                raise LexiconError(f"line {number}: {entry!r} has more than {LONGEST_PHRASE} words")
            exact[key].append(len(topics))
            stems[tuple(stem(word) for word in key)].append(len(topics))
        entries.append(written)
        topics.append(topic)
    starts = frozenset(key[0] for key in stems if len(key) > 1)
    return Lexicon(_frozen(exact), _frozen(stems), tuple(entries), tuple(topics), heads, starts)


def _frozen(found: dict[Key, list[int]]) -> dict[Key, tuple[int, ...]]:
    return {key: tuple(dict.fromkeys(concepts)) for key, concepts in found.items()}
