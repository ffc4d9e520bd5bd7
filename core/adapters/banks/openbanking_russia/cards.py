from calendar import monthrange
from datetime import date
from typing import Final

from core.adapters.banks.openbanking_russia.call_bank import BankCaller
from core.adapters.banks.openbanking_russia.read_answer import (
    BankAnswerError,
    JsonObject,
    block,
    needed_text,
    objects,
    text,
    whole_number,
)
from core.adapters.banks.send_to_bank import BankRequest
from core.ports.bank_feed import BankCard, BankConsent, BankInfo

PERMISSION: Final = "ReadCards"
_SHOWN_DIGITS: Final = 4


async def read_cards(call: BankCaller, bank: BankInfo, consent: BankConsent, person_ref: str) -> list[BankCard]:
    """A person's cards, each id once; none where the bank knows no cards or the consent, as read back, no ReadCards."""
    if consent.permissions and PERMISSION not in consent.permissions:
        return []
    request = BankRequest("GET", "/cards", query={"client_id": person_ref}, is_optional=True)
    answer = await call(bank, request, consent_id=consent.consent_id, may_be_missing=True)
    if answer.is_missing:
        return []
    cards = (_card(shown) for shown in objects(block(answer.content, "data"), "cards"))
    return list({card.external_id: card for card in cards}.values())


def _card(shown: JsonObject) -> BankCard:
    return BankCard(
        external_id=needed_text(shown, "cardId"),
        masked_number=_masked(needed_text(shown, "cardNumber")),
        kind=text(shown, "cardType"),
        name=text(shown, "cardName"),
        status=text(shown, "status"),
        expires_on=_expiry(shown),
        account_number=text(shown, "accountNumber"),
    )


def _masked(number: str) -> str:
    """At most the last four digits, whatever the bank showed."""
    digits = "".join(sign for sign in number if sign.isdecimal())
    return f"****{digits[-_SHOWN_DIGITS:]}"


def _expiry(shown: JsonObject) -> date | None:
    year, month = whole_number(shown, "expiryYear"), whole_number(shown, "expiryMonth")
    if year is None or month is None:
        return None
    year += 2000 if year < 100 else 0  # noqa: PLR2004 - as cards print it
    try:
        return date(year, month, monthrange(year, month)[1])
    except (ValueError, OverflowError):
        raise BankAnswerError("expiryMonth", "is not a month") from None
