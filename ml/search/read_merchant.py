import re
from collections.abc import Sequence
from typing import Final

from ml.embeddings.lexicon import load_lexicon
from ml.search.masked_text import MaskedText
from ml.text.fold import fold, normalise

_WORD: Final = re.compile(r"[^\W_]+")
_FORMS_TEXT: Final = "ооо оао зао пао ао ип нко ltd llc inc gmbh co corp plc limited company sarl bv ag the и and"
_LEGAL_FORMS: Final = frozenset(fold(form) for form in _FORMS_TEXT.split())
_MARKER: Final = re.compile(
    r"\b(?:от|у|из|с|на|в магазине|в кафе|в ресторане|из магазина|фирмы|компании|поставщика|"
    r"from|at|by|issued by)\s+\W*$"
)
_SAME_BEGINNING: Final = 4
_ENDING: Final = 2


def read_merchant(question: MaskedText, merchants: Sequence[str]) -> str | None:
    """The merchant that a question in lower case names, as written in `merchants`; its words are left in the question.

    All words of a name must stand together in the question. A name of everyday words only, such as `Coffee House`,
    counts where something like `from` or `в магазине` goes before it.
    """
    tokens = [(match[0], fold(match[0]), match.start()) for match in _WORD.finditer(question.text)]
    tokens = [token for token in tokens if question.is_free(token[2], token[2] + len(token[0]))]
    best: tuple[int, str] | None = None
    for merchant in merchants:
        name = [fold(word) for word in _WORD.findall(merchant) if fold(word) not in _LEGAL_FORMS]
        if not name:
            continue
        place = _stands_at(name, [folded for _, folded, _ in tokens])
        if place is None:
            continue
        is_marked = _MARKER.search(question.text[: tokens[place][2]]) is not None
        size = sum(len(word) for word in name)
        if (is_marked or _is_a_name(merchant)) and (best is None or size > best[0]):
            best = (size, merchant)
    return best[1] if best else None


def _stands_at(name: Sequence[str], words: Sequence[str]) -> int | None:
    for place in range(len(words) - len(name) + 1):
        if all(_are_forms(one, other) for one, other in zip(name, words[place:], strict=False)):
            return place
    return None


def _are_forms(one: str, other: str) -> bool:
    """The same but for an ending: `romashka` and `romashke`."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    alike = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    return alike >= _SAME_BEGINNING and max(len(one), len(other)) - alike <= _ENDING


def _is_a_name(merchant: str) -> bool:
    """Whether any word of it is no everyday word."""
    lexicon = load_lexicon()
    words = [normalise(word) for word in _WORD.findall(merchant)]
    return any(
        len(word) >= _SAME_BEGINNING and fold(word) not in _LEGAL_FORMS and not lexicon.find([word], 0)[1]
        for word in words
    )
