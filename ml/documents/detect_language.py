"""Tells the language of a text by its script and its commonest words."""

import re
from typing import Final

_LETTERS: Final = re.compile(r"[^\W\d_]")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_GERMAN: Final = frozenset({
    "und", "der", "die", "das", "den", "dem", "für", "mit", "von", "nicht", "bei", "ist", "nr", "rechnung",
    "rechnungsnummer", "rechnungsdatum", "datum", "summe", "gesamt", "gesamtbetrag", "betrag", "mwst", "ust",
    "ust-id", "netto", "brutto", "zahlbar", "menge", "preis", "einzelpreis", "bezeichnung", "steuer",
    "steuernummer", "kasse", "bon", "kassenbon", "quittung", "beleg", "bar", "gegeben", "rückgeld", "danke",
    "vielen", "dank", "straße", "str", "gmbh", "kundennummer", "lieferdatum", "leistungszeitraum", "bitte", "ihr",
    "ihre", "ihren", "wir", "zzgl", "inkl", "stk", "leistung", "leistungsdatum", "zahlbetrag", "uhr", "eur-summe",
    "zu",
})  # fmt: skip
_ENGLISH: Final = frozenset({
    "the", "and", "of", "for", "to", "a", "is", "are", "in", "on", "at", "by", "or", "not", "with", "from", "this",
    "that", "you", "your", "thank", "please", "invoice", "receipt", "total", "subtotal", "amount", "date", "tax",
    "cash", "change", "due", "bill", "no", "qty", "quantity", "price", "description", "item", "items", "payment",
    "paid", "number", "customer", "address", "terms", "balance", "order", "tel", "phone", "gst", "vat", "card",
    "sales", "road", "street", "ltd", "llc", "inc", "company", "agreement",
})  # fmt: skip
_ENOUGH_LETTERS: Final = 8


def detect_language(text: str) -> str:
    """`ru`, `en`, `de`, or `und` where there is too little text or none of these."""
    letters = len(_LETTERS.findall(text))
    if letters < _ENOUGH_LETTERS:
        return "und"
    if len(_CYRILLIC.findall(text)) > 0.4 * letters:
        return "ru"
    words = re.findall(r"[a-zäöüß][a-zäöüß-]*", text.lower())
    german = sum(word in _GERMAN for word in words) + 2 * len(re.findall(r"[äöüß]", text.lower()))
    english = sum(word in _ENGLISH for word in words)
    if german > english:
        return "de"
    return "en" if english else "und"
