MAX_QUERY_CHARACTERS = 500
MAX_QUERY_WORDS = 24
_YO_TO_YE = {0x451: 0x435, 0x401: 0x415}
_SYNTAX = "\"'«»„“”-+()[]{}<>:;,.!?*&|\\"


def query_words(query: str) -> list[str]:
    """The words to look for, at most 24 of the first 500 characters, each once, in the order typed.

    Quotes, signs and brackets at the edges of a word are dropped: a person's minus or colon is no search operator.
    """
    text = query[:MAX_QUERY_CHARACTERS].replace("\x00", " ").casefold()
    words = (word.strip(_SYNTAX) for word in fold_yo(text).split())
    return list(dict.fromkeys(word for word in words if word))[:MAX_QUERY_WORDS]


def fold_yo(text: str) -> str:
    """Fold the Russian letter yo into ye, as most people type it; both sides of a comparison need it."""
    return text.translate(_YO_TO_YE)
