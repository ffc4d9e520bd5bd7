from datetime import date

from core.notifications.bank_mails import consent_lapses_mail


def test_the_mail_names_the_bank_and_the_day_in_both_languages() -> None:
    russian = consent_lapses_mail("ru", "Анна", "VBank", date(2026, 12, 3), "https://app/banks")
    assert "VBank" in russian.subject
    assert "3 декабря 2026" in russian.text
    english = consent_lapses_mail("en", "Anna", "VBank", date(2026, 12, 3), "https://app/banks")
    assert "3 December 2026" in english.text
    assert "https://app/banks" in english.text
