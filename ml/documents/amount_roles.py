"""What an amount on a document stands for, told by the words on its line.

The words are Russian, English, German and Malay, and a few of French and Dutch invoices.
"""

import re
from enum import StrEnum
from typing import Final

from ml.documents.repair_words import repair_words


class Role(StrEnum):
    """What an amount stands for."""

    DUE = "due"  # says outright what is still to be paid, after what was paid before
    PAYABLE = "payable"  # says that this is what is to be paid
    GRAND_TOTAL = "grand_total"  # with tax and all
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    NET = "net"  # without tax
    NET_TOTAL = "net_total"  # without tax on invoices, to be paid on receipts
    TAX = "tax"
    ROUNDING = "rounding"
    DISCOUNT = "discount"
    CASH = "cash"  # given by the buyer
    CARD = "card"
    CHANGE = "change"
    COUNT = "count"  # a total of pieces, not of money
    NONE = "none"


TOTALS: Final = frozenset({Role.DUE, Role.PAYABLE, Role.NET_TOTAL, Role.GRAND_TOTAL, Role.TOTAL})
"""What may be the whole amount. Items end above the first of them, or above a subtotal."""

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
            r"^\W*(?:t[o0]tal\s+)?(?:amount\s+of\s+)?(?:gst|vat|sst|tax)\s*(?:amount|amt|t[o0]tal)?\W*\d",
            r"в\s*т\.?\s*ч|в\s+том\s+числе|enthalten",
            r"versicherungs?s?teuer\b|(?:steuer|mwst\.?|ust\.?)[-\s]*betrag|(?:zuzügl|zzgl)\w*\.?\s+(?:\d+\s?%\s+)?(?:mwst|ust|mehrw|umsatz)",
            r"total\s+(?:des\s+)?tax|montant\s+(?:de\s+la\s+)?tva|btw[-\s]*bedrag|^\W*(?:tva|btw)\b(?!.*(?:incl|excl))",
        ),
    ),
    (
        Role.ROUNDING,
        (
            r"\br[o0]und(?:ing|ed)?\b(?!.*t[o0]tal)|\brnding|\br[o0]undi?ng\s*adj|adjustment|pelarasan",
            r"rundung|округлени",
        ),
    ),
    (
        Role.DISCOUNT,
        (
            r"disc(?:ount)?\b(?!.*t[o0]tal)|\bless\b|voucher|savings?\b",
            r"скидк|rabatt|\b(?:zu|ab)schl[aä]g|skonto|anzahlung|korting|remise",
        ),
    ),
    (
        Role.NET,
        (
            r"excl|exclud|before\s+(?:tax|gst|vat)|w/o\s+(?:gst|tax)|\bnet\s+(?:amt|amount)\b|taxable",
            r"без\s+(?:уч[её]та\s+)?ндс",
            r"(?<!zahlbar )netto|ohne\s+(?:ust|mwst|steuer|umsatzst)|steuer(?:basis|pflichtig)",
            r"(?:total|montant|prix)\s+ht\b|hors\s+tax",
        ),
    ),
    (Role.NET_TOTAL, (r"[nh]ett?\s+(?:total|payable)",)),
    (
        Role.DUE,
        (
            r"balance\s+due|\bdue\s+payable|(?:amount|total)\s+(?:still\s+)?outstanding",
            r"zahlbetrag|(?:fälliger|offener|zu\s+zahlender)\s+betrag|restbetrag|solde\s+à\s+payer|net\s+à\s+payer|te\s+betalen",
        ),
    ),
    (
        Role.PAYABLE,
        (
            r"grand\s*t[o0]tal|am(?:oun)?t\s+(?:due|payable|to\s+pay)|amount\s+payable",
            r"t[o0]tal\s+(?:due|payable|am(?:oun)?t\s+payable|to\s+pay)|\bpayable\s*:",
            r"t[o0]tal\s+after\s+(?:round|adj)|rounded\s+t[o0]tal|rounding.*t[o0]tal|total\s+rounded",
            r"invoice\s+total|final\s+total",
            r"к\s*оплате|к\s*выплате|(?:итог|всего)\w*\s+с\s+ндс|стоимость\s+с\s+налогом",
            r"gesamtbetrag|rechnungsbetrag|zu\s+zahlen|endbetrag|endsumme|bruttobetrag|bruttosumme|rechnungssumme|rechnungsbeitrag",
            r"(?:somme|montant)\s+à\s+payer",
        ),
    ),
    (
        Role.SUBTOTAL,
        (r"supplies|sub[\s._-]*t[o0]ta[l1i]|subtot", r"подытог|промежуточн|zwischensumme|positionssumme|subtota"),
    ),
    (
        Role.GRAND_TOTAL,
        (
            rf"(?:{_TOTAL}).*(?:{_INCLUSIVE})|(?:{_INCLUSIVE}).*(?:{_TOTAL})",
            r"(?:total|montant)\s+ttc|^\W*brutto\b",
            r"inkl\.?\s+(?:mwst|ust)",
        ),
    ),
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
        (
            _TOTAL,
            r"\bamount\b|\bjum\b|\bamt\b",
            r"\bитог\w*|\bвсего\b",
            r"gesamt|\bsumme\b|betrag",
            r"\btotaal|\bbedrag\b",
        ),
    ),
)
_ROLES: Final = tuple((role, re.compile("|".join(words), re.IGNORECASE)) for role, words in _WORDS)


def role_of(text: str) -> Role:
    """What the words of a line say about its amounts."""
    repaired = repair_words(text)
    return next((role for role, pattern in _ROLES if pattern.search(repaired)), Role.NONE)
