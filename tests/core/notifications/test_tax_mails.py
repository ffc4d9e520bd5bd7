from datetime import date

from core.notifications.tax_mails import NearDeadline, tax_reminder_mail

TODAY = date(2026, 4, 25)
LINK = "https://solvent.example/taxes"


def near(name: str, *, is_payment: bool, due_on: date) -> NearDeadline:
    return NearDeadline(name, "RU", is_payment, due_on, date(2026, 3, 1), date(2026, 3, 31))


def test_a_mail_in_russian_names_each_deadline_and_how_long_there_is() -> None:
    deadlines = [
        near("Уведомление", is_payment=False, due_on=TODAY),
        near("Аванс", is_payment=True, due_on=date(2026, 4, 28)),
    ]
    mail = tax_reminder_mail("ru-RU", "Анна", deadlines, TODAY, LINK)
    assert mail.subject == "Налоги: срок 25 апреля 2026"
    assert "• до 25 апреля 2026 (сегодня) подать: Уведомление за 01.03.2026–31.03.2026 (RU)\n" in mail.text
    assert "• до 28 апреля 2026 (осталось дней: 3) заплатить: Аванс за 01.03.2026–31.03.2026 (RU)\n" in mail.text
    assert LINK in mail.text


def test_a_mail_in_english() -> None:
    mail = tax_reminder_mail("en", "Ann", [near("Advance", is_payment=True, due_on=date(2026, 4, 26))], TODAY, LINK)
    assert mail.subject == "Taxes: due on 26 April 2026"
    assert "• by 26 April 2026 (tomorrow) pay: Advance for 2026-03-01 to 2026-03-31 (RU)\n" in mail.text
