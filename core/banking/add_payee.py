import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from core.accounts.bounded_text import NAME, bounded
from core.accounts.errors import InvalidTextError
from core.banking.errors import PayeeExistsError, UnknownBankError
from core.banking.payee_models import NUMBER_DIGEST, PayeeRow
from core.banking.payees import own_payees
from core.banking.registry import BankRegistry
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.factors.tell_person import tell_person
from core.identity.messages import Notice
from core.ids import new_id
from core.key_action import KeyAction

LONGEST_NUMBER: Final = 34
"""Of an IBAN; Russian numbers have 20 digits."""
SHOWN_DIGITS: Final = 4
_GAPS: Final = re.compile(r"[\s-]+")
_NUMBER: Final = re.compile(rf"[0-9A-Za-z]{{1,{LONGEST_NUMBER}}}")


@dataclass(frozen=True, slots=True)
class AddPayee:
    """Whom, and the account that is paid. `bank_code` is of a bank that can be connected."""

    name: str
    number: str
    bank_code: str


async def add_payee(
    uow: UnitOfWork, clock: Clock, banks: BankRegistry, command: AddPayee, *, session_id: UUID, presence: str
) -> PayeeRow:
    """Save somebody to pay; the person is told by mail. The same again returns who is there.

    `presence` is how the person showed, on the device of the session, that it is they. Raises InvalidTextError,
    UnknownBankError, PayeeExistsError.
    """
    name, number = bounded(command.name, NAME, "name"), checked_number(command.number)
    if command.bank_code not in {bank.code for bank in banks.all()}:
        raise UnknownBankError(f"There is no bank {command.bank_code!r}.", field="bankCode")
    row = PayeeRow(id=new_id(), user_id=uow.person, name=name, bank_code=command.bank_code, number=number)
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError:
        return await _who_is_there(uow, command.bank_code, name, number)
    details = {**shown(row), "presence": presence}
    uow.record(KeyAction(uow.person, "payee.added", "payee", row.id, uow.person, details))
    await tell_person(uow, uow.person, Notice.PAYEE_ADDED, clock.now(), session_id)
    return row


def checked_number(text: str) -> str:
    """An account's number without the gaps that it is printed with. Raises InvalidTextError."""
    number = _GAPS.sub("", text[: 10 * LONGEST_NUMBER])
    if not _NUMBER.fullmatch(number):
        raise InvalidTextError(f"A number has 1 to {LONGEST_NUMBER} letters and digits.", field="number")
    return number


def shown(row: PayeeRow) -> dict[str, object]:
    """A payee for histories, which are not sealed: of the number the last digits, where that is not all of it."""
    tail = row.number[-SHOWN_DIGITS:] if len(row.number) > 2 * SHOWN_DIGITS else ""
    return {"name": row.name, "bank": row.bank_code, "number": f"\u2026{tail}"}


async def _who_is_there(uow: UnitOfWork, bank_code: str, name: str, number: str) -> PayeeRow:
    """Of two at once, the second finds the first. Under the same name it is the same wish twice."""
    there = own_payees(uow.person).where(
        PayeeRow.bank_code == bank_code, PayeeRow.number_key == NUMBER_DIGEST.of(number)
    )
    row = (await uow.session.execute(there)).scalar_one()
    if row.name != name:
        raise PayeeExistsError(f"This account is saved already, as {row.name!r}.", field="number")
    return row
