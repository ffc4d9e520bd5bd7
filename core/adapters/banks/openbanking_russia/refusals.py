"""What a failing answer means, of the three shapes that these banks give it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError, clean, parse_json, text
from core.adapters.banks.send_to_bank import BankRequest, RawAnswer
from core.ports.bank_feed import BankError, BankInfo, ConsentRequiredError

UNAUTHORISED: Final = 401
FORBIDDEN: Final = 403
NOT_FOUND: Final = 404
NO_SUCH_METHOD: Final = 405
LIMITED: Final = 429
INTERNAL: Final = 500
_LONGEST_DETAIL: Final = 200


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a bank refused: a machine-readable word and a sentence, either of which may be missing."""

    word: str | None
    sentence: str | None


def refuse_failure(bank: BankInfo, request: BankRequest, raw: RawAnswer) -> None:
    """Raise what a failing status means; pass a success. Raises ConsentRequiredError, BankError."""
    what = f"{request.method} {request.path}"
    if raw.status < 300:  # noqa: PLR2004 - HTTP
        return
    if raw.status == LIMITED:
        raise BankError(f"{bank.name} takes no more calls for now ({what}).", retryable=True)
    if raw.status >= INTERNAL:
        raise BankError(f"{bank.name} failed with {raw.status} ({what}).", retryable=True)
    if raw.status == UNAUTHORISED:
        raise BankError(f"{bank.name} refused a fresh token ({what}).", retryable=False)
    reason = reason_of(raw.body)
    if raw.status == FORBIDDEN and reason.word is not None:
        raise ConsentRequiredError(f"{bank.name} wants the person's consent: {reason.sentence or reason.word}.")
    raise BankError(
        f"{bank.name} refused with {raw.status} ({what}): {reason.sentence or 'no reason given'}.", retryable=False
    )


def reason_of(body: bytes) -> Reason:
    """The reason that a refusal gives."""
    try:
        detail: object = parse_json(body).get("detail")
        if isinstance(detail, Mapping):
            return Reason(text(detail, "error"), _short(text(detail, "message")))
    except BankAnswerError:
        return Reason(None, None)
    if isinstance(detail, list):
        messages = (str(item.get("msg")) for item in detail if isinstance(item, Mapping))
        return Reason(None, _short(clean("; ".join(messages))))
    return Reason(None, _short(clean(detail)) if isinstance(detail, str) else None)


def is_no_such_call(raw: RawAnswer) -> bool:
    """Whether the bank does not know the call at all, rather than what it was about."""
    if raw.status == NO_SUCH_METHOD:
        return True
    sentence = reason_of(raw.body).sentence
    return raw.status == NOT_FOUND and (sentence is None or sentence.lower() == "not found")


def _short(sentence: str | None) -> str | None:
    return None if sentence is None else sentence[:_LONGEST_DETAIL].rstrip(".")
