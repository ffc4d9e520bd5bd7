"""The sandbox's own switches; no bank has these."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from sandbox.bank import Bank, PersonExistsError
from sandbox.faults import Faults
from sandbox.refusals import refuse
from sandbox.show_accounts import Json, show_time


class NewPerson(BaseModel):
    """A person to make up. Give the same id and seed at each bank, and transfers between them match."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    seed: int


class Incoming(BaseModel):
    """A payment from another bank."""

    number: str
    minor: Annotated[int, Field(gt=0, le=10**15)]
    currency: str
    text: str = ""
    counterparty: str | None = None


class NewRow(BaseModel):
    """A row to add now: `minor` is signed, in minor units."""

    minor: Annotated[int, Field(ge=-(10**15), le=10**15)]
    text: str = ""
    counterparty: str | None = None
    status: Literal["booked", "pending", "declined"] = "booked"


def control_routes(bank: Bank, reset: Callable[[], None]) -> APIRouter:
    """Health and faults."""
    routes = APIRouter(prefix="/sandbox", tags=["sandbox"])

    @routes.get("/health")
    async def health() -> Json:
        """Which bank this is, and its clock."""
        return {"bank": bank.config.code, "name": bank.config.name, "now": show_time(bank.now())}

    @routes.get("/faults")
    async def faults() -> Faults:
        """The switches as they stand; those that count show what is left."""
        return bank.faults

    @routes.put("/faults")
    async def set_faults(body: Faults) -> Faults:
        """Set all switches: those left out go back to their defaults."""
        bank.faults = body
        return bank.faults

    @routes.post("/reset", status_code=204)
    async def forget() -> Response:
        """Back to the seeded people: no consents, no added rows, no faults."""
        reset()
        return Response(status_code=204)

    return routes


def world_routes(bank: Bank) -> APIRouter:
    """People, payments from other banks, and rows made by hand."""
    routes = APIRouter(prefix="/sandbox", tags=["sandbox"])

    @routes.get("/people")
    async def people() -> Json:
        """Who banks here."""
        return {"people": [{"id": p.person_id, "name": p.life.profile.full_name} for p in bank.people.values()]}

    @routes.post("/people", status_code=201)
    async def add_person(body: NewPerson) -> Json:
        """A new seeded person with accounts and a history."""
        try:
            person = bank.add_person(body.id, body.seed)
        except PersonExistsError:
            raise refuse(409, f"Client {body.id} already exists") from None
        accounts = [{"accountId": account.account_id, "role": account.role} for account in person.accounts]
        return {"id": person.person_id, "name": person.life.profile.full_name, "accounts": accounts}

    @routes.post("/incoming", status_code=201)
    async def incoming(body: Incoming) -> Json:
        """Credit an account by its number: how the banks of one world pay each other."""
        account = bank.account_by_number(body.number)
        if account is None or account.currency != body.currency:
            raise refuse(404, "Account not found")
        if not account.owes_at_least(body.minor, bank.now()):
            raise refuse(409, "The loan owes less")
        return {"transactionId": bank.insert_row(account, body.minor, body.text, body.counterparty).entry_id}

    @routes.post("/accounts/{account_id}/rows", status_code=201)
    async def add_row(account_id: str, body: NewRow) -> Json:
        """A row that arrives now. A pending one is booked after a day."""
        account = bank.account(account_id)
        if account is None:
            raise refuse(404, "Account not found")
        settles_in = timedelta(days=1 if body.status == "pending" else 0)
        is_declined = body.status == "declined"
        entry = bank.insert_row(account, body.minor, body.text, body.counterparty, settles_in, declined=is_declined)
        return {"transactionId": entry.entry_id}

    return routes
