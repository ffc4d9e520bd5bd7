"""Amounts asked for in words: `дороже 300`, `between 100 and 200 euro`, `около 5 тысяч`, `на 1 450,50 ₽`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ml.search.masked_text import MaskedText

CURRENCIES: Final = {
    "RUB": r"₽|руб(?:л\w+|\.)?|рублик\w+|р\.|р(?!\w)|rub|roubles?|rubles?",
    "USD": r"\$|usd|долл(?:ар\w*|\.)?|баксов|bucks|dollars?",
    "EUR": r"€|eur|евро|euros?",
    "GBP": r"£|gbp|фунт(?:ов|а|ы)?|pounds?|quid",
    "KZT": r"₸|kzt|тенге|tenge",
    "BYN": r"byn|белорусск\w+ руб\w*",
    "UAH": r"₴|uah|грив\w+",
    "CHF": r"chf|франк\w*|francs?",
    "CNY": r"cny|юан\w+|yuan",
    "TRY": r"₺|try|лир\w?",
    "PLN": r"zł|pln|злот\w+|zloty",
    "GEL": r"₾|gel|лари",
    "AMD": r"֏|amd|драм\w*",
}
_SIGN: Final = "|".join(f"(?:{pattern})" for pattern in CURRENCIES.values())
_DIGITS: Final = r"\d{1,3}(?:[ \u00a0\u202f',.]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?"
_TIMES: Final = r"(?:(?:тыс(?:яч\w*|\.)?|thousand|k|к|т\.?р\.?)(?!\w)|(?:млн|миллион\w*|million|m)(?!\w))"


def _amount(name: str) -> str:
    return (
        rf"(?:(?P<sign_{name}>{_SIGN})\s?)?(?P<{name}>{_DIGITS}|(?<![\w])(?:тысяч[аиу]|a thousand|полутора тысяч))"
        rf"(?![\d])(?:\s?(?P<times_{name}>{_TIMES}))?(?:\s?(?P<unit_{name}>{_SIGN})(?![^\W\d_]))?"
    )


_NOT_MONEY: Final = (
    r"(?!\s?(?:%|шт|кг|г\b|мл|л\b|литр|дн[яейи]|день|недел|месяц|час|минут|ноч|человек|персон|штук|км|м2|м²|"
    r"pcs|pieces|kg|days?|weeks?|months?|hours?|minutes|nights?|people|persons?|items?|km|litres?|liters?|gb|гб|inch))"
)
_MORE: Final = (
    r"(?:(?:не (?:меньше|менее|дешевле|ниже)(?: чем)?|at least|no less than|not less than|minimum|min|от|from|>=|≥)"
    r"|(?:дороже|больше|более|свыше|выше|превыша\w+|над|over|above|more(?: expensive)? than|greater than|exceeding|>"
    r"|costlier than|bigger than|larger than|upwards of))(?: чем)?"
)
_LESS: Final = (
    r"(?:(?:не (?:больше|более|дороже|выше)(?: чем)?|at most|no more than|not more than|up to|maximum|max|до|<=|≤)"
    r"|(?:дешевле|меньше|менее|ниже|в пределах|under|below|less than|cheaper than|smaller than|within|<))(?: чем)?"
)
_ABOUT: Final = r"(?:около|примерно|порядка|где-то|приблизительно|about|around|roughly|approximately|some|~|≈)"
_EXACT: Final = (
    r"(?:ровно|точно|на сумму|сумма|суммой|стоимостью|ценой|по цене|exactly|totalling|totaling|total of|total"
    r"|amount of|amount|worth|for|на|за|по|costing|of|итого)"
)
_MONEY_LEAD: Final = r"(?:на сумму |суммой |сумма |стоимостью |ценой |for |на |за |worth |costing |amount |total )?"
_BETWEEN: Final = re.compile(
    rf"{_MONEY_LEAD}(?:между|between|от|from|с)\s+{_amount('low')}\s+(?:и|and|до|to|по)\s+{_amount('high')}{_NOT_MONEY}"
)
_DASHED: Final = re.compile(
    rf"{_MONEY_LEAD}(?<![\w-]){_amount('low')}\s?[-–—]\s?{_amount('high')}{_NOT_MONEY}(?![\w-])"
)
_SIDED: Final = re.compile(
    rf"{_MONEY_LEAD}(?<!\w)(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<about>{_ABOUT}))\s*{_amount('value')}{_NOT_MONEY}"
)
_PLAIN: Final = re.compile(
    rf"(?:(?<!\w)(?P<exact>{_EXACT})\s+)?(?<![\w.,№#/-]){_amount('value')}{_NOT_MONEY}(?![\w/-])"
)
_IN_CURRENCY: Final = re.compile(rf"(?<!\w)(?:в|in)\s+(?P<unit>{_SIGN})(?![^\W\d_])")
_END_OR_PREPOSITION: Final = re.compile(
    r"\s*(?:$|[,.;?!]|(?:в|во|на|за|от|у|с|из|in|on|from|at|during|to|last|прошл)\b)"
)
_ABOUT_SHARE: Final = Decimal("0.1")
_CENTS: Final = Decimal("0.99")
_THOUSAND: Final = 3


@dataclass(frozen=True, slots=True)
class AmountRange:
    """From and to, both included, and the currency if one was named."""

    at_least: Decimal | None
    at_most: Decimal | None
    currency: str | None


def read_amount(question: MaskedText) -> AmountRange | None:
    """Take the first amount out of a question in lower case; a bare number counts only where it can be nothing else."""
    for pattern in (_BETWEEN, _DASHED, _SIDED, _PLAIN):
        for match in question.matches(pattern):
            found = _read(match, question.text)
            if found is not None:
                question.take(*match.span())
                return found
    for match in question.matches(_IN_CURRENCY):
        question.take(*match.span())
        return AmountRange(None, None, _code(match["unit"]))
    return None


def _read(match: re.Match[str], text: str) -> AmountRange | None:
    groups = match.groupdict()
    currency = _currency(groups)
    if "low" in groups:
        return None if match.re is _DASHED and currency is None else _between(groups, currency)
    value = _value(groups, "value")
    if match.re is _SIDED:
        return _sided(groups, value, currency)
    is_money = currency is not None or groups["times_value"] or re.search(r"[.,]\d\d$", groups["value"])
    is_asked = groups["exact"] and _END_OR_PREPOSITION.match(text, match.end())
    if not (is_money or is_asked):
        return None
    # Who says 1450 may mean 1450.50, who says 1450.00 does not.
    return AmountRange(value, value if value.as_tuple().exponent else value + _CENTS, currency)


def _between(groups: dict[str, str | None], currency: str | None) -> AmountRange:
    low, high = _value(groups, "low"), _value(groups, "high")
    if groups["times_high"] and not groups["times_low"]:  # `от 5 до 10 тысяч`
        low *= high / _bare(groups, "high") if _bare(groups, "high") else 1
    return AmountRange(min(low, high), max(low, high), currency)


def _sided(groups: dict[str, str | None], value: Decimal, currency: str | None) -> AmountRange:
    if groups["more"]:
        return AmountRange(value, None, currency)
    if groups["less"]:
        return AmountRange(None, value, currency)
    return AmountRange(value * (1 - _ABOUT_SHARE), value * (1 + _ABOUT_SHARE), currency)


def _value(groups: dict[str, str | None], name: str) -> Decimal:
    times = groups[f"times_{name}"] or ""
    if times.startswith(("млн", "милл", "m")):
        return _bare(groups, name) * 1_000_000
    return _bare(groups, name) * (1_000 if times else 1)


def _bare(groups: dict[str, str | None], name: str) -> Decimal:
    digits = groups[name] or ""
    if not digits[0].isdigit():
        return Decimal(1_500 if digits.startswith("пол") else 1_000)
    plain = re.sub(r"[ \u00a0\u202f']", "", digits)
    mark = re.search(r"[.,](\d+)$", plain)
    if mark and len(mark[1]) < _THOUSAND:
        return Decimal(re.sub(r"[.,]", "", plain[: mark.start()]) + "." + mark[1])
    return Decimal(re.sub(r"[.,]", "", plain))


def _currency(groups: dict[str, str | None]) -> str | None:
    signs = (sign for name, sign in groups.items() if sign and name.startswith(("sign_", "unit_")))
    return next((_code(sign) for sign in signs), None)


def _code(sign: str) -> str:
    return next(code for code, pattern in CURRENCIES.items() if re.fullmatch(pattern, sign))
