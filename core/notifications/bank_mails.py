"""The mails about a person's banks, in Russian and English."""

from datetime import date

from babel.dates import format_date

from core.notifications.account_mails import MailText


def consent_lapses_mail(locale: str, name: str, bank: str, day: date, link: str) -> MailText:
    """Word that a bank's consent lapses on a day, and where to renew it."""
    if locale.startswith("ru"):
        written = format_date(day, "d MMMM y", locale="ru")
        return MailText(
            f"Согласие в {bank} скоро закончится",
            f"Здравствуйте, {name}!\n\n{written} закончится согласие, по которому Solvent читает ваши счета в {bank}. "
            f"Чтобы данные обновлялись и дальше, продлите его здесь:\n{link}\n\n"
            "Всё, что уже прочитано, останется у вас в любом случае.\n",
        )
    written = format_date(day, "d MMMM y", locale="en")
    return MailText(
        f"The consent at {bank} lapses soon",
        f"Hello {name},\n\nthe consent by which Solvent reads your accounts at {bank} lapses on {written}. "
        f"To keep the data fresh, renew it here:\n{link}\n\nWhatever was read already stays yours.\n",
    )
