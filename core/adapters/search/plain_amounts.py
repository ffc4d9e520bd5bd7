import re
from typing import Final

MAX_AMOUNTS: Final = 400
_AMOUNT: Final = re.compile(r"(?<![\w.,])(\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+|\d{1,12})(?:[.,](\d{2}))?(?![\w]|[.,]\d)")
_SIGNS: Final = re.compile(r"[ \u00a0\u202f.,']")


def plain_amounts(text: str) -> str:
    """The amounts in a text once more in one spelling: `1 450,50` and `1.450,50` both add ` 1450.50`.

    An amount without cents adds the number alone, and one whose cents are zero both spellings. Starts with a space
    unless empty; at most 400 amounts are added.
    """
    found: dict[str, None] = {}
    for match in _AMOUNT.finditer(text):
        whole, cents = _SIGNS.sub("", match[1]), match[2]
        if cents is None or cents == "00":
            found[whole] = None
        if cents is not None:
            found[f"{whole}.{cents}"] = None
        if len(found) >= MAX_AMOUNTS:
            break
    return "".join(f" {amount}" for amount in found)
