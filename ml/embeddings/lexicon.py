"""The curated lexicon: which words of the two languages mean the same."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from ml.embeddings.stems import stem

_FILE: Final = Path(__file__).with_name("lexicon.txt")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Concepts by stemmed word and pair of words, several where a word is ambiguous; `topics` has each one's topic."""

    words: dict[str, tuple[int, ...]]
    pairs: dict[tuple[str, str], tuple[int, ...]]
    topics: tuple[int, ...]


class LexiconError(ValueError):
    """A line of the lexicon can't be read: a fault of ours."""


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the program, read once."""
    return parse_lexicon(_FILE.read_text(encoding="utf-8"))


def parse_lexicon(text: str) -> Lexicon:
    """Read lines `ru words | en words` under `[topic]` heads. Raises LexiconError with the line number."""
    words: dict[str, list[int]] = defaultdict(list)
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    topics: list[int] = []
    topic = -1
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            topic += 1
            continue
        if line.count("|") != 1 or topic < 0:
            raise LexiconError(f"line {number}: expected `ru words | en words` under a [topic]")
        concept = len(topics)
        topics.append(topic)
        for entry in line.replace("|", " ").split():
            stems = tuple(stem(part) for part in entry.replace("-", "_").split("_"))
            if len(stems) == 1:
                words[stems[0]].append(concept)
            else:
                pairs[stems[0], stems[1]].append(concept)
    return Lexicon(
        {word: tuple(dict.fromkeys(found)) for word, found in words.items()},
        {pair: tuple(dict.fromkeys(found)) for pair, found in pairs.items()},
        tuple(topics),
    )
