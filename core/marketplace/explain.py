"""Why a person sees an offer where they see it, in words."""

from typing import Final

from babel import Locale

from core.marketplace.eligibility import CriterionKind, Earned, MonthsOfBooks, OneOf
from core.marketplace.judge_offer import Reason, WhyUnknown
from core.money import Currency, Money
from core.taxes.rules.registry import countries

_ABOUT: Final = {
    CriterionKind.COUNTRY: ("Your tax country", "Страна ваших налогов"),
    CriterionKind.TAX_REGIME: ("Your tax regime", "Ваш налоговый режим"),
    CriterionKind.VAT_STATUS: ("Your VAT status", "Ваш статус по НДС"),
    CriterionKind.BASE_CURRENCY: ("The currency you count in", "Валюта вашего учёта"),
    CriterionKind.MONTHLY_INCOME: ("Your income a month", "Ваш доход в месяц"),
    CriterionKind.MONTHLY_PROFIT: ("Your profit a month", "Ваша прибыль в месяц"),
}
_VAT: Final = {
    "registered": ("registered", "плательщик"),
    "not_registered": ("not registered", "не плательщик"),
}
_WHY: Final = {
    WhyUnknown.NO_TAX_PROFILE: ("you have no tax profile", "у вас нет налогового профиля"),
    WhyUnknown.NO_BOOKS: ("there is nothing in your books", "в вашем учёте ничего нет"),
    WhyUnknown.TOO_FEW_MONTHS: ("your books do not go back so far", "ваш учёт короче этого срока"),
    WhyUnknown.GAPS: (
        "there are days that no statement tells of",
        "есть дни, о которых не говорит ни одна выписка",
    ),
    WhyUnknown.UNSORTED: ("some movements have no category", "у части операций нет категории"),
    WhyUnknown.BY_HAND: (
        "a part of the income was written by hand",
        "часть доходов внесена вручную",
    ),
    WhyUnknown.OTHER_CURRENCY: (
        "a part of the business is in another currency",
        "часть дохода в другой валюте",
    ),
}


def explain(reason: Reason, locale: str) -> str:
    """A sentence of a rule: what the offer asks for, what the person's data say, or why they say nothing."""
    is_russian = locale.lower().startswith("ru")
    asks, found = _parts(reason, "ru" if is_russian else "en")
    if reason.why is not None:
        why = _WHY[reason.why][is_russian]
        return f"{asks} Неизвестно: {why}." if is_russian else f"{asks} Not known: {why}."
    return f"{asks} У вас: {found}." if is_russian else f"{asks} Yours: {found}."


def _parts(reason: Reason, locale: str) -> tuple[str, str]:
    is_russian = locale == "ru"
    rule = reason.criterion
    if isinstance(rule, OneOf):
        wanted = ", ".join(_word(rule.kind, word, locale) for word in rule.among)
        found = ", ".join(_word(rule.kind, word, locale) for word in reason.found)
        about = _ABOUT[rule.kind][is_russian]
        return (f"{about}: подходит {wanted}." if is_russian else f"{about} must be {wanted}."), found
    if isinstance(rule, MonthsOfBooks):
        if is_russian:
            return f"Полных месяцев в учёте: не меньше {rule.months}.", "".join(reason.found)
        return f"Whole months in your books: at least {rule.months}.", "".join(reason.found)
    return _earned(rule, reason, locale)


def _earned(rule: Earned, reason: Reason, locale: str) -> tuple[str, str]:
    is_russian = locale == "ru"
    about = _ABOUT[rule.kind][is_russian]
    least = _amount(rule.least_minor, rule.currency, locale)
    found = _amount(reason.found_minor, rule.currency, locale) if reason.found_minor is not None else ""
    if is_russian:
        return f"{about} в среднем за {rule.months} полных мес.: не меньше {least}.", found
    return f"{about} on average over {rule.months} whole months: at least {least}.", found


def _amount(minor: int, currency: str, locale: str) -> str:
    return Money(minor, Currency(currency)).formatted(locale)


def _word(kind: CriterionKind, word: str, locale: str) -> str:
    if kind is CriterionKind.COUNTRY:
        return str(Locale.parse(locale).territories.get(word, word))
    if kind is CriterionKind.VAT_STATUS:
        return _VAT[word][locale == "ru"] if word in _VAT else word
    if kind is CriterionKind.TAX_REGIME:
        names = (country.regimes[word].name for country in countries().values() if word in country.regimes)
        return next(names, word)
    return word
