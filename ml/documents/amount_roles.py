"""What an amount on a document stands for, told by the words on its line, in Russian, English, German and Malay."""

import re
from enum import StrEnum
from typing import Final

from ml.documents.repair_words import repair_words


class Role(StrEnum):
    """What an amount stands for."""

    PAYABLE = "payable"  # says outright that this is what is to be paid
    GRAND_TOTAL = "grand_total"  # with tax and all
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    NET = "net"  # without tax
    TAX = "tax"
    ROUNDING = "rounding"
    DISCOUNT = "discount"
    CASH = "cash"  # given by the buyer
    CARD = "card"
    CHANGE = "change"
    COUNT = "count"  # a total of pieces, not of money
    NONE = "none"


# Engines misread letters, so patterns allow the usual mistakes: `T[O0]TA[L1I]`.
_TOTAL: Final = (
    r"\bt[o0]t?[a4][l1i]\b|tota[li1]?(?=[^a-z]|rm|rn|rh|amt|sales|incl|gst)|\bt[oe]ta[l1i]|tctal|t0tal|tolal|\bjumlah"
)
_INCLUSIVE: Final = r"inc[il1j}]|\binc\b|with\s+gst|gross|brutto|с\s+ндс"

# The first role whose words are on the line wins, so the narrow ones stand first.
_WORDS: Final[tuple[tuple[Role, tuple[str, ...]], ...]] = (
    (
        Role.COUNT,
        (
            r"(?<!sub)(?<!sub-)(?:total|tot\w*)\s*\(?(?:no\.?\s*of\s*)?(?:qty|quantity|items?\b|no\b|units?|pcs)",
            r"(?<!sub)(?<!sub-)(?:total|tot\w*)\s*(?:points|saving|weight)",
            r"qty\b.*:\s*\d+\s*$|item\s+count|points|bonus",
            r"всего\s+наименований|количество|бонус|баллы|anzahl",
        ),
    ),
    (Role.CHANGE, (r"\bchang[eo]\b|\bcharge\s+due\b|\bbaki\b", r"сдача|rückgeld|wechselgeld|zurück")),
    (
        Role.TAX,
        (
            r"(?:gst|vat|tax|sst)\b.*includ\w*\s+in|includ(?:es|ing)\s+(?:gst|vat|tax|sst)\b",
            r"^\W*(?:t[o0]tal\s+)?(?:amount\s+of\s+)?(?:gst|vat|sst|tax)\s*(?:amount|amt)?\W*\d",
            r"в\s*т\.?\s*ч|в\s+том\s+числе|enthalten",
        ),
    ),
    (
        Role.ROUNDING,
        (
            r"\br[o0]und(?:ing|ed)?\b(?!.*t[o0]tal)|\brnding|\br[o0]undi?ng\s*adj|adjustment|pelarasan",
            r"rundung|округлени",
        ),
    ),
    (Role.DISCOUNT, (r"disc(?:ount)?\b(?!.*t[o0]tal)|\bless\b|voucher|savings?\b", r"скидк|rabatt")),
    (
        Role.NET,
        (
            r"excl|exclud|before\s+(?:tax|gst|vat)|w/o\s+(?:gst|tax)|\bnet\s+(?:amt|amount)\b|taxable",
            r"без\s+(?:уч[её]та\s+)?ндс|netto",
        ),
    ),
    (
        Role.PAYABLE,
        (
            r"grand\s*t[o0]tal|am(?:oun)?t\s+(?:due|payable|to\s+pay)|amount\s+payable|balance\s+due",
            r"t[o0]tal\s+(?:due|payable|am(?:oun)?t\s+payable|to\s+pay)|[nh]ett?\s+(?:total|payable)",
            r"t[o0]tal\s+after\s+(?:round|adj)|rounded\s+t[o0]tal|rounding.*t[o0]tal|total\s+rounded",
            r"invoice\s+total|final\s+total",
            r"к\s*оплате|к\s*выплате|(?:итог|всего)\w*\s+с\s+ндс|стоимость\s+с\s+налогом",
            r"gesamtbetrag|zahlbetrag|rechnungsbetrag|zu\s+zahlen|endbetrag|endsumme|bruttobetrag|rechnungssumme",
        ),
    ),
    (Role.SUBTOTAL, (r"supplies|sub[\s._-]*t[o0]ta[l1i]|subtot", r"подытог|промежуточн|zwischensumme")),
    (Role.GRAND_TOTAL, (rf"(?:{_TOTAL}).*(?:{_INCLUSIVE})|(?:{_INCLUSIVE}).*(?:{_TOTAL})",)),
    (Role.TOTAL, (r"\bttl\b|\btl\b",)),
    (
        Role.TAX,
        (
            r"(?:t[o0]tal|sum\w*)\s*(?:of\s+)?(?:gst|tax|vat|service\s+tax|ppn)\b",
            r"\b(?:gst|vat|sst|tax|mwst|ust)\b(?!.*t[o0]tal)|sales\s+tax|service\s+(?:charge|tax)|svc\s+ch",
            r"\bндс\b|umsatzsteuer",
        ),
    ),
    (
        Role.CASH,
        (
            r"\bcas[hn]\b|\btender|\bpaid\b|\bpayment\b|received|\bpay\b|tunai",
            r"(?<!без)наличн|получено|внесено|gegeben|\bbar\b",
        ),
    ),
    (
        Role.CARD,
        (
            r"\bvisa\b|\bmaster(?:card)?\b|\bcard\b|\bdebit\b|\bcredit\b|amex",
            r"безнал|картой|карта|электронными|ec-karte|girocard|kartenzahlung",
        ),
    ),
    (
        Role.TOTAL,
        (_TOTAL, r"\bamount\b|\bjum\b|\bamt\b", r"\bитог\w*|\bвсего\b", r"gesamt|\bsumme\b|betrag"),
    ),
)
_ROLES: Final = tuple((role, re.compile("|".join(words), re.IGNORECASE)) for role, words in _WORDS)


def role_of(text: str) -> Role:
    """What the words of a line say about its amounts."""
    repaired = repair_words(text)
    return next((role for role, pattern in _ROLES if pattern.search(repaired)), Role.NONE)
