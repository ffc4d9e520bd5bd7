"""The mails of notices: what they say, that they tell no amounts, and how to have no more of them."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from core.adapters.mail.mail_message import compose_message
from core.clock import SystemClock
from core.errors import NotFoundError
from core.notifications.models import NoticeRow
from core.notifications.notice_kind import NoticeKind
from core.notifications.notice_mails import Reader, notice_mail_of
from core.notifications.notice_words import line_of, title_of
from core.notifications.unsubscribe import Unwanted, read_unsubscribe_token, unsubscribe_token
from core.ports.mailer import Mail

WEB, URL = "https://solvent.example", "https://api.solvent.example/unsubscribe/x"
TODAY = date(2026, 3, 2)
KEY, WHO = b"k" * 32, UUID("01900000-0000-7000-8000-000000000001")


def row(kind: NoticeKind, label: str, *, in_digest: bool = False) -> NoticeRow:
    return NoticeRow(
        kind=kind,
        label=label,
        day=date(2026, 3, 9),
        amount_minor=-1234500,
        currency="RUB",
        in_digest=in_digest,
        due_at=datetime(2026, 3, 2, tzinfo=UTC),
        facts={},
    )


def test_several_of_a_kind_share_a_mail() -> None:
    rows = [row(NoticeKind.UNUSUAL_CHARGE, "ООО Ромашка"), row(NoticeKind.UNUSUAL_CHARGE, "IP Ivanov")]
    mail = notice_mail_of(rows, Reader("ru", "Анна", TODAY), WEB, URL)
    assert mail.subject == "Необычное списание"
    assert "• ООО Ромашка, 9 марта 2026: намного больше обычного\n• IP Ivanov" in mail.text
    assert f"{WEB}/dashboard#transactions" in mail.text
    assert f"{WEB}/settings/notifications" in mail.text
    assert URL in mail.text
    assert "12" not in mail.text  # no amount


def test_a_digest_names_each_kind_once() -> None:
    kinds = (NoticeKind.TAX_LIMIT, NoticeKind.PRICE_RISE, NoticeKind.TAX_LIMIT)
    rows = [row(kind, f"thing {number}", in_digest=True) for number, kind in enumerate(kinds)]
    mail = notice_mail_of(rows, Reader("en", "Ann", TODAY), WEB, URL)
    assert mail.subject == "Solvent: 3 to look at"
    assert mail.text.count("A limit of your tax regime is near:") == 1
    assert mail.text.index("thing 2") < mail.text.index("A regular payment costs more:") < mail.text.index("thing 1")


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("locale", ["ru", "en-GB"])
def test_every_kind_has_words_and_titles_name_nothing(kind: NoticeKind, locale: str) -> None:
    told = row(kind, "SECRET PAYEE")
    assert "{" not in title_of(kind, locale) + line_of(told, locale, with_amount=True)
    assert "SECRET" not in title_of(kind, locale)
    assert "345" in line_of(told, locale, with_amount=True)
    assert "345" not in line_of(told, locale, with_amount=False)


def test_one_click_is_offered_as_rfc_8058_says() -> None:
    message = compose_message(Mail("a", "a@b.example", "s", "t", URL), "Solvent <no@b.example>", SystemClock())
    assert message["List-Unsubscribe"] == f"<{URL}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain = compose_message(Mail("a", "a@b.example", "s", "t"), "S <no@b.example>", SystemClock())
    assert plain.get("List-Unsubscribe") is None


@pytest.mark.parametrize("kind", [NoticeKind.TAX_LIMIT, None])
def test_a_token_says_whose_and_which(kind: NoticeKind | None) -> None:
    token = unsubscribe_token(KEY, WHO, kind)
    assert read_unsubscribe_token(KEY, token) == Unwanted(WHO, kind)
    swapped = token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB")
    for forged in (swapped, token[1:], "", "ü", unsubscribe_token(b"other", WHO, kind)):
        with pytest.raises(NotFoundError):
            read_unsubscribe_token(KEY, forged)
