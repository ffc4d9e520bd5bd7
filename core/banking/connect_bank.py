"""Connecting a bank, adding a consent to a connection, and renewing one that lapses or is over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.banking.consents import end_as, live_consents, new_consent
from core.banking.errors import AlreadyConnectedError, ConsentKindError
from core.banking.messages import SyncBank
from core.banking.models import BankConnectionRow, BankConsentRow, ConnectionStatus
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.ids import JobId, new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.bank_feed import BankConsent, BankInfo, ConsentKind, ConsentStatus
from core.webhooks.event_kind import EventKind
from core.webhooks.write_event import write_event

RENEWABLE_WITHIN: Final = timedelta(days=14)
"""How long before it lapses a consent may be asked for anew."""
STATUS_OF_CONSENT: Final = {
    ConsentStatus.PENDING: ConnectionStatus.WAITING,
    ConsentStatus.AUTHORISED: ConnectionStatus.ACTIVE,
    ConsentStatus.REJECTED: ConnectionStatus.NEEDS_CONSENT,
    ConsentStatus.REVOKED: ConnectionStatus.NEEDS_CONSENT,
    ConsentStatus.EXPIRED: ConnectionStatus.NEEDS_CONSENT,
    ConsentStatus.USED: ConnectionStatus.NEEDS_CONSENT,
}


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection, with the job that reads it when a consent is there already."""

    connection: BankConnectionRow
    job_id: JobId | None


@dataclass(frozen=True, slots=True)
class ConsentPlan:
    """Which kinds to ask a bank for, and which consents to end there first.

    Some banks fail when a person has two live consents, so the old one goes before the new one is asked for.
    """

    kinds: Sequence[ConsentKind]
    connection_id: UUID | None = None
    outgoing: Sequence[BankConsentRow] = field(default_factory=tuple)


async def plan_consents(
    uow: UnitOfWork, clock: Clock, bank: BankInfo, person_ref: str, kinds: Sequence[ConsentKind]
) -> ConsentPlan:
    """What is to be asked for. A live consent is used on; one that waits or lapses soon is asked for anew.

    Raises AlreadyConnectedError when nothing is left to ask for, or the connection is of another person at the bank;
    ConsentKindError.
    """
    if not kinds or ConsentKind.PAYMENT in kinds:
        raise ConsentKindError("Ask for ACCOUNT or PRODUCT; a payment asks for its own consent.", field="kinds")
    wanted = sorted(set(kinds))  # accounts first: without that consent there is no connection
    connection = await _open_connection(uow, bank)
    if connection is None:
        if ConsentKind.ACCOUNT not in wanted:
            raise ConsentKindError("A bank is connected by asking for ACCOUNT.", field="kinds")
        return ConsentPlan(wanted)
    if connection.person_ref != person_ref:
        message = f"{bank.name} is connected for {connection.person_ref!r}. Disconnect it first."
        raise AlreadyConnectedError(message, field="personRef")
    live = await live_consents(uow.session, uow.person, connection.id)
    asked = [kind for kind in wanted if kind not in live or is_renewable(live[kind], clock.now())]
    if not asked:
        raise AlreadyConnectedError(f"{bank.name} is connected already.", field="bankCodes")
    return ConsentPlan(asked, connection.id, [live[kind] for kind in asked if kind in live])


def is_renewable(consent: BankConsentRow, now: datetime) -> bool:
    """Whether a consent that is not over may be replaced: it still waits, or lapses soon."""
    lapses_soon = consent.expires_at is not None and consent.expires_at <= now + RENEWABLE_WITHIN
    return consent.status is ConsentStatus.PENDING or lapses_soon


async def connect_bank(
    uow: UnitOfWork, clock: Clock, bank: BankInfo, person_ref: str, told: Sequence[BankConsent]
) -> Connected:
    """Keep consents that the bank has just given, or put on hold, and read the accounts when they may be read."""
    row = await _open_connection(uow, bank)
    if row is None:
        row = BankConnectionRow(
            id=new_id(),
            user_id=uow.person,
            bank_code=bank.code,
            person_ref=person_ref,
            status=ConnectionStatus.NEEDS_CONSENT,
        )
        uow.session.add(row)
        await uow.session.flush()
    live = await live_consents(uow.session, uow.person, row.id, for_update=True)
    now = clock.now()
    for consent in told:
        if consent.kind in live:
            end_as(live[consent.kind], ConsentStatus.REVOKED, now)
            await write_event(uow, uow.person, EventKind.CONSENT_ENDED, [live[consent.kind].id])
            await uow.session.flush()  # before the next of its kind: the index allows one live
        made = new_consent(uow.person, row.id, consent, now)
        uow.session.add(made)
        if consent.status is ConsentStatus.AUTHORISED:
            await write_event(uow, uow.person, EventKind.CONSENT_GRANTED, [made.id])
    details = {"bank": bank.code, "consents": {consent.kind.value: consent.status.value for consent in told}}
    uow.record(KeyAction(uow.person, "bank.connected", "bank_connection", row.id, uow.person, details))
    job_id = None
    for consent in told:
        job_id = await follow_consent(uow, row, consent.kind, consent.status) or job_id
    return Connected(row, job_id)


async def follow_consent(
    uow: UnitOfWork, connection: BankConnectionRow, kind: ConsentKind, status: ConsentStatus
) -> JobId | None:
    """Move the connection to where its account consent stands; a new authorisation is read at once."""
    if connection.status is ConnectionStatus.DISCONNECTED:
        return None
    if kind is ConsentKind.ACCOUNT:
        connection.status = STATUS_OF_CONSENT[status]
    await uow.session.flush()
    if status is ConsentStatus.AUTHORISED and connection.status is ConnectionStatus.ACTIVE:
        return await enqueue(uow, SyncBank(connection_id=connection.id))
    return None


async def _open_connection(uow: UnitOfWork, bank: BankInfo) -> BankConnectionRow | None:
    """The person's connection to this bank that was not ended, locked."""
    return (
        await uow.session.execute(
            select(BankConnectionRow)
            .where(
                BankConnectionRow.user_id == uow.person,
                BankConnectionRow.bank_code == bank.code,
                BankConnectionRow.status != ConnectionStatus.DISCONNECTED,
            )
            .with_for_update()
        )
    ).scalar_one_or_none()
