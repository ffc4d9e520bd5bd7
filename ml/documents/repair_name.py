"""Repairs what engines commonly misread in a company's name: legal form, words of a trade, digits in words."""

import re
from typing import Final

_AFTER_LEGAL_FORM: Final = re.compile(
    r"\b(SDN BHD|S/B|Ltd|LTD|Limited|LIMITED|LLC|Inc|INC|GmbH|PLC|plc)\b(?!\s*(?:&|\+|und\b|and\b|Co\b)).*$", re.DOTALL
)
_TWO_SHORT_WORDS: Final = re.compile(r"(?<!\w)([Ss5$][A-Za-z0-9$]{2})[.,]?\s+([A-Za-z0-9$]{3})\b\.?")
_ENOUGH_LETTERS_OF_SDN_BHD: Final = 4
_PATTERNS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?i:\bG[mn]b[Hh]\b)", "GmbH"),
        (r"\bSD[Ii1l]{1,2}\s+BHD\b", "SDN BHD"),
        (r"\b[5S]/[B8]\b", "S/B"),
        (r"(?<![A-Za-zА-Яа-я])[O0О]{3}(?=\s*[«\"“„'])", "ООО"),
        (r"(?<![A-Za-z(])[CG({\[](M|KL)[)}\]]", r"(\1)"),
        (r"(?<=[A-ZА-Я])0(?=[A-ZА-Я])", "O"),
        (r"(?<=[A-Z]-)0(?![\w-])", "O"),
        ("¥", "Y"),
        # A lone small letter before capitals is the edge of a logo.
        (r"^[^A-ZА-Я0-9]{1,2}\s+(?=[A-ZА-Я]{3})", ""),
    )
)
_ACRONYM: Final = re.compile(r"\b(?:[A-Z0-9]\.){2,}")
_IN_ACRONYM: Final = str.maketrans("10568", "IOSGB")
_WORD: Final = re.compile(r"[A-Za-z0-9]{5,}")
_TRADE_WORDS: Final = frozenset({
    "ADVERTISING", "BAKERIES", "BAKERY", "BISTRO", "BOOKS", "CATERING", "CHICKEN", "COFFEE", "COMPANY",
    "CONSTRUCTION", "CONSULTING", "CORPORATION", "DEPARTMENT", "DESIGN", "DISTRIBUTION", "ELECTRICAL",
    "ELECTRONICS", "ENGINEERING", "ENTERPRISE", "ENTERPRISES", "EXPRESS", "FASHION", "FOODS", "FRESH", "FURNITURE",
    "GENERAL", "GOURMET", "GROUP", "HARDWARE", "HOLDINGS", "HOTEL", "HOUSE", "HYPERMARKET", "INDUSTRIES",
    "INTERNATIONAL", "KEDAI", "KITCHEN", "LIGHTING", "LIMITED", "LOGISTICS", "MACHINERY", "MANAGEMENT", "MARKET",
    "MARKETING", "MERCHANDISE", "MINIMARKET", "MOTORS", "NATIONAL", "PASAR", "PERNIAGAAN", "PERSONAL", "PHARMACY",
    "PIZZA", "PLASTIC", "PRINTING", "PRODUCTS", "RESORT", "RESTAURANT", "RESTAURANTS", "RESTORAN", "RETAIL",
    "RUNCIT", "SERVICE", "SERVICES", "SHOES", "SOLUTIONS", "SPORTS", "STATION", "STATIONERS", "STATIONERY", "STORE",
    "STORES", "STUDIO", "SUPERMARKET", "SUPPLIES", "SUPPLY", "SYARIKAT", "SYSTEMS", "TECHNOLOGIES", "TECHNOLOGY",
    "TELECOM", "TRADERS", "TRADING", "TRANSPORT", "TRAVEL", "VENTURES", "WHOLESALE", "WORLD",
})  # fmt: skip
_QUOTES: Final = re.compile(r"[«\"“„”»]")


def repair_name(name: str) -> str:
    """The name with legal form, known words and acronyms spelt right, quotes paired, nothing behind the form."""
    name = _TWO_SHORT_WORDS.sub(_legal_form, name)
    for pattern, replacement in _PATTERNS:
        name = pattern.sub(replacement, name)
    name = _AFTER_LEGAL_FORM.sub(r"\1", name)
    name = _ACRONYM.sub(lambda match: match[0].translate(_IN_ACRONYM), name)
    name = _WORD.sub(_known_word, name)
    if len(_QUOTES.findall(name)) % 2:
        name += "»" if "«" in name else '"'
    return name


def _legal_form(match: re.Match[str]) -> str:
    """`SON BHO` and the like are the Malaysian private company where four of its six letters are right."""
    read = (match[1] + match[2]).upper()
    right = sum(one == other for one, other in zip(read, "SDNBHD", strict=True))
    return "SDN BHD" if right >= _ENOUGH_LETTERS_OF_SDN_BHD else match[0]


def _known_word(match: re.Match[str]) -> str:
    """A trade's word with one letter misread. Only capitals are repaired: other words are spelt out better anyway."""
    word = match[0]
    if word in _TRADE_WORDS or word.upper() != word:
        return word
    near = [known for known in _TRADE_WORDS if len(known) == len(word) and _differences(known, word) == 1]
    return near[0] if len(near) == 1 else word


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
