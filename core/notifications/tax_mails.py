"""The mail that reminds of tax deadlines, in Russian and English. It tells no amounts: mail is read on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from core.notifications.account_mails import MailText


@dataclass(frozen=True, slots=True)
class NearDeadline:
    """What is due, named in the language of the mail, and for which days."""

    name: str
    country: str
    is_payment: bool
    due_on: date
    period_start: date
    period_end: date


def tax_reminder_mail(locale: str, name: str, near: Sequence[NearDeadline], today: date, link: str) -> MailText:
    """Word of the deadlines that are near, earliest first, and where to see more and to change when word comes."""
    if locale.startswith("ru"):
        lines = "\n".join(_russian(one, today) for one in near)
        return MailText(
            f"Налоги: срок {_day(near[0].due_on, 'ru')}",
            f"Здравствуйте, {name}!\n\nСкоро наступают сроки:\n{lines}\n\nСуммы, расчёт и отметка «готово»:\n{link}\n\n"
            "Там же можно выбрать, за сколько дней напоминать, или отказаться от напоминаний. Оценка Solvent не "
            "заменяет декларацию.\n",
        )
    lines = "\n".join(_english(one, today) for one in near)
    return MailText(
        f"Taxes: due on {_day(near[0].due_on, 'en')}",
        f"Hello {name},\n\nthese deadlines are near:\n{lines}\n\nAmounts, how they are reckoned, and where to mark "
        f"them as done:\n{link}\n\nThere you also choose how many days ahead to be reminded, if at all. An estimate of "
        "Solvent's is no declaration.\n",
    )


def _russian(one: NearDeadline, today: date) -> str:
    verb = "заплатить" if one.is_payment else "подать"
    period = f"{one.period_start:%d.%m.%Y}\u2013{one.period_end:%d.%m.%Y}"
    days = (one.due_on - today).days
    left = "сегодня" if days == 0 else "завтра" if days == 1 else f"осталось дней: {days}"
    return f"\u2022 до {_day(one.due_on, 'ru')} ({left}) {verb}: {one.name} за {period} ({one.country})"


def _english(one: NearDeadline, today: date) -> str:
    verb = "pay" if one.is_payment else "file"
    period = f"{one.period_start.isoformat()} to {one.period_end.isoformat()}"
    days = (one.due_on - today).days
    left = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    return f"\u2022 by {_day(one.due_on, 'en')} ({left}) {verb}: {one.name} for {period} ({one.country})"


def _day(day: date, language: str) -> str:
    return str(format_date(day, "d MMMM y", locale=language))
