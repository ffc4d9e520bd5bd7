"""What a notice says, in Russian and English: a title, and a line that names what it is about."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from babel.dates import format_date

from core.money import Currency, Money
from core.notifications.models import NoticeRow
from core.notifications.notice_kind import NoticeKind

Words = Mapping[NoticeKind, tuple[str, str]]

_EN: Final[Words] = {
    NoticeKind.TAX_DEADLINE: ("A tax deadline is near", "{label}: due on {day}"),
    NoticeKind.TAX_SET_ASIDE: ("Set money aside for taxes", "your accounts in {label} hold less than taxes will take"),
    NoticeKind.TAX_LIMIT: ("A limit of your tax regime is near", "{label}: may be crossed by {day}"),
    NoticeKind.CASH_SHORTFALL: ("An account may run short", "{label} may fall below zero by {day}"),
    NoticeKind.UNUSUAL_CHARGE: ("An unusual charge", "{label}, {day}: far above what is usual"),
    NoticeKind.NEW_RECURRING: ("A payment has begun to come back", "{label}, {day}"),
    NoticeKind.PRICE_RISE: ("A regular payment costs more", "{label}, {day}: more than before"),
    NoticeKind.DUPLICATE_SUSPECTED: ("A movement may be there twice", "{label}, {day}"),
    NoticeKind.RECEIPT_MISSING: ("A receipt is missing", "{label}, {day}: lowers your tax if you add its document"),
    NoticeKind.CONSENT_LAPSES: ("A bank's consent lapses soon", "{label}: until {day}"),
    NoticeKind.IMPORT_FINISHED: ("A statement is in your books", "{label}"),
    NoticeKind.IMPORT_FAILED: ("A statement could not be read", "{label}"),
    NoticeKind.REPORT_READY: ("Your income report is ready", "{label}"),
    NoticeKind.EXPORT_READY: ("The archive of your data is ready", "it is kept until {day}"),
    NoticeKind.LEAD_CHANGED: ("News of your request to a partner", "see where it stands"),
}
_RU: Final[Words] = {
    NoticeKind.TAX_DEADLINE: ("Скоро срок по налогам", "{label}: до {day}"),
    NoticeKind.TAX_SET_ASIDE: ("Отложите деньги на налоги", "на счетах в {label} меньше, чем уйдёт на налоги"),
    NoticeKind.TAX_LIMIT: ("Близок лимит вашего режима", "{label}: может быть превышен к {day}"),
    NoticeKind.CASH_SHORTFALL: ("На счёте может не хватить денег", "{label}: остаток может стать меньше нуля к {day}"),
    NoticeKind.UNUSUAL_CHARGE: ("Необычное списание", "{label}, {day}: намного больше обычного"),
    NoticeKind.NEW_RECURRING: ("Новый регулярный платёж", "{label}, {day}"),
    NoticeKind.PRICE_RISE: ("Регулярный платёж подорожал", "{label}, {day}: больше, чем раньше"),
    NoticeKind.DUPLICATE_SUSPECTED: ("Возможно, операция записана дважды", "{label}, {day}"),
    NoticeKind.RECEIPT_MISSING: ("Не хватает чека", "{label}, {day}: с документом налог будет меньше"),
    NoticeKind.CONSENT_LAPSES: ("Скоро закончится согласие банка", "{label}: до {day}"),
    NoticeKind.IMPORT_FINISHED: ("Выписка загружена", "{label}"),
    NoticeKind.IMPORT_FAILED: ("Выписку не удалось прочитать", "{label}"),
    NoticeKind.REPORT_READY: ("Справка о доходах готова", "{label}"),
    NoticeKind.EXPORT_READY: ("Архив ваших данных готов", "хранится до {day}"),
    NoticeKind.LEAD_CHANGED: ("Новости о вашей заявке партнёру", "посмотрите, что с ней"),
}


def is_russian(locale: str) -> bool:
    """Whether words are Russian; else they are English."""
    return locale.startswith("ru")


def title_of(kind: NoticeKind, locale: str) -> str:
    """What a lock screen may show: it names nobody and no sum."""
    return (_RU if is_russian(locale) else _EN)[kind][0]


def line_of(row: NoticeRow, locale: str, *, with_amount: bool) -> str:
    """What it is about. Mail is read on the way, so that only what is encrypted to the reader names amounts."""
    line = (_RU if is_russian(locale) else _EN)[row.kind][1]
    said = line.format(label=row.label, day=day_in_words(row.day, locale))
    if with_amount and row.amount_minor is not None and row.currency is not None:
        said += f" ({Money(row.amount_minor, Currency(row.currency)).formatted('ru' if is_russian(locale) else 'en')})"
    return said


def day_in_words(day: date | None, locale: str) -> str:
    """A day as people write it; nothing for none."""
    return "" if day is None else str(format_date(day, "d MMMM y", locale="ru" if is_russian(locale) else "en"))
