"""The talk with one bank that connects it: never inside a transaction, since it may take seconds."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from core.banking.bank_desk import BankDesk
from core.banking.connect_bank import Connected, connect_bank, plan_consents
from core.banking.connections import lock_consent
from core.banking.consents import as_told, end_as
from core.banking.keep_journal import KeptJournal, keeping_journal
from core.ports.bank_feed import BankConsent, BankError, BankInfo, ConsentKind, ConsentStatus
from core.webhooks.event_kind import EventKind
from core.webhooks.write_event import write_event


@dataclass(frozen=True, slots=True)
class AskForConsents:
    """Which bank is asked for what, and who the person is there."""

    bank: BankInfo
    person_ref: str
    kinds: Sequence[ConsentKind] = (ConsentKind.ACCOUNT,)


async def ask_for_consents(desk: BankDesk, user_id: UUID, command: AskForConsents) -> Connected:
    """Ask a bank for consents and keep what it answers.

    Raises AlreadyConnectedError, ConsentKindError, and BankError: then what the bank granted before it failed is kept.
    """
    database, clock = desk.database, desk.clock
    bank, person_ref = command.bank, command.person_ref
    async with database.unit_of_work(user_id) as uow:
        plan = await plan_consents(uow, clock, bank, person_ref, command.kinds)
    told: list[BankConsent] = []
    async with keeping_journal(desk, user_id, connection_id=plan.connection_id) as kept:
        for row in plan.outgoing:
            with suppress(BankError):  # one whose id the bank never told lapses there by itself
                await kept.feed.revoke_consent(bank, as_told(row))
            async with database.unit_of_work(user_id) as uow:
                _, locked = await lock_consent(uow.session, user_id, row.id)
                end_as(locked, ConsentStatus.REVOKED, clock.now())
                await write_event(uow, user_id, EventKind.CONSENT_ENDED, [locked.id])
        refusal = await _ask(kept, command, plan.kinds, told)
        if refusal is not None and not told:
            raise refusal
        async with database.unit_of_work(user_id) as uow:
            connected = await connect_bank(uow, clock, bank, person_ref, told)
        kept.connection_id = connected.connection.id
    if refusal is not None:
        raise refusal
    return connected


async def _ask(
    kept: KeptJournal, command: AskForConsents, kinds: Sequence[ConsentKind], told: list[BankConsent]
) -> BankError | None:
    """Ask for one kind after the other into `told`; the error that ended it, if one did."""
    try:
        for kind in kinds:
            answer = await kept.feed.request_consent(command.bank, command.person_ref, kind)
            told.append(answer)
    except BankError as error:
        return error
    return None
