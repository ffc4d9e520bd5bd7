"""The mails of notices, in Russian and English. They tell no amounts: mail is read on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.notifications.account_mails import MailText
from core.notifications.bank_mails import consent_lapses_mail
from core.notifications.models import NoticeRow
from core.notifications.notice_kind import PATHS, NoticeKind
from core.notifications.notice_words import is_russian, line_of, title_of
from core.notifications.tax_mails import NearDeadline, tax_reminder_mail


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the mail, in which language, and on which day of theirs."""

    locale: str
    name: str
    today: date


def notice_mail_of(rows: Sequence[NoticeRow], reader: Reader, web_url: str, unsubscribe_url: str) -> MailText:
    """The mail of the notices that it took, with how to have no more of them. `rows` is not empty."""
    text = _gathered(rows, reader, web_url) if rows[0].in_digest else _of_one_kind(rows, reader, web_url)
    settings = f"{web_url}/settings/notifications"
    footer = (
        f"\u2014\nЧто и когда присылать: {settings}\nБольше не присылать таких писем: {unsubscribe_url}\n"
        if is_russian(reader.locale)
        else f"\u2014\nWhat to send, and when: {settings}\nTo get no more mails like this: {unsubscribe_url}\n"
    )
    return MailText(text.subject, f"{text.text}\n{footer}")


def _of_one_kind(rows: Sequence[NoticeRow], reader: Reader, web_url: str) -> MailText:
    first, locale, name = rows[0], reader.locale, reader.name
    link = f"{web_url}{PATHS[first.kind]}"
    if first.kind is NoticeKind.TAX_DEADLINE:
        near = sorted((_near(row) for row in rows), key=lambda one: one.due_on)
        return tax_reminder_mail(locale, name, near, reader.today, link)
    if first.kind is NoticeKind.CONSENT_LAPSES and first.day is not None:
        return consent_lapses_mail(locale, name, first.label, first.day, link)
    subject = title_of(first.kind, locale)
    return MailText(subject, f"{_greeting(locale, name)}{subject}:\n{_lines(rows, locale)}\n\n{link}\n")


def _gathered(rows: Sequence[NoticeRow], reader: Reader, web_url: str) -> MailText:
    """The digest: kinds in the order in which each first came, with the page of each."""
    locale, parts = reader.locale, []
    for kind in dict.fromkeys(row.kind for row in rows):
        lines = _lines([row for row in rows if row.kind is kind], locale)
        parts.append(f"{title_of(kind, locale)}:\n{lines}\n{web_url}{PATHS[kind]}")
    count = len(rows)
    subject = f"Solvent: новостей \u2014 {count}" if is_russian(locale) else f"Solvent: {count} to look at"
    return MailText(subject, _greeting(locale, reader.name) + "\n\n".join(parts) + "\n")


def _near(row: NoticeRow) -> NearDeadline:
    facts = row.facts
    if row.day is None:
        raise ValueError("a deadline has its day")
    return NearDeadline(
        row.label,
        facts["country"],
        facts["is_payment"],
        row.day,
        date.fromisoformat(facts["period_start"]),
        date.fromisoformat(facts["period_end"]),
    )


def _lines(rows: Sequence[NoticeRow], locale: str) -> str:
    return "\n".join(f"\u2022 {line_of(row, locale, with_amount=False)}" for row in rows)


def _greeting(locale: str, name: str) -> str:
    return f"Здравствуйте, {name}!\n\n" if is_russian(locale) else f"Hello {name},\n\n"
