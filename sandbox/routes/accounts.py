from math import ceil
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from sandbox.bank import Bank
from sandbox.break_answers import DeliberateFailureError
from sandbox.consents import ConsentBook
from sandbox.guard import Guard
from sandbox.records import Account, Entry
from sandbox.refusals import refuse
from sandbox.show_accounts import Json, show_account, show_account_details, show_balances, show_card, show_time
from sandbox.show_transactions import show_transaction


class PageQuery(BaseModel):
    """Which rows are wanted."""

    page: int = Field(default=1, ge=1)
    limit: int = Field(default=50, ge=1, le=100, description="at most 500")
    from_booking_date_time: str | None = None
    to_booking_date_time: str | None = None


def account_routes(bank: Bank, consents: ConsentBook, guard: Guard) -> APIRouter:
    """Accounts, balances, transactions and cards."""
    routes = APIRouter(tags=["accounts"])

    @routes.get("/accounts")
    async def accounts(request: Request, client_id: str | None = None) -> Json:
        """A person's accounts, with their numbers."""
        person_id = _known_person(bank, client_id)
        guard.let_read(request, person_id, "ReadAccountsDetail")
        requesting_bank = request.headers.get("x-requesting-bank", "")
        if bank.faults.two_consents_fail and len(consents.live(person_id, requesting_bank)) > 1:
            raise DeliberateFailureError("multiple rows were found when one or none was required")
        holder = bank.people[person_id].life.profile.full_name
        shown = [show_account(bank, account, holder) for account in bank.accounts_of(person_id)]
        return {"data": {"account": shown}, "links": {"self": "/accounts"}, "meta": {"totalPages": 1}}

    @routes.get("/accounts/{account_id}")
    async def account(request: Request, account_id: str) -> Json:
        """One account, without its number."""
        found = guard.account(account_id)
        guard.let_read(request, found.person_id, "ReadAccountsDetail")
        return {"data": {"account": [show_account_details(bank, found)]}}

    @routes.get("/accounts/{account_id}/balances")
    async def balances(request: Request, account_id: str) -> Json:
        """What is booked and what is available."""
        found = guard.account(account_id)
        guard.let_read(request, found.person_id, "ReadBalances")
        return {"data": {"balance": show_balances(bank, found)}}

    @routes.get("/accounts/{account_id}/transactions")
    async def transactions(request: Request, account_id: str, wanted: Annotated[PageQuery, Query()]) -> JSONResponse:
        """An account's rows, newest first, page by page over the live table."""
        found = guard.account(account_id)
        guard.let_read(request, found.person_id, "ReadTransactionsDetail")
        rows = bank.rows(found)
        if bank.faults.honour_date_filter:
            low, high = wanted.from_booking_date_time or "", wanted.to_booking_date_time or "9999"
            rows = [entry for entry in rows if low <= show_time(entry.made_at) <= high]
        answer = _page(bank, found, rows, wanted.page, wanted.limit)
        _disturb(bank, found)
        return JSONResponse(answer)  # as it is: checking a hundred rows against a schema takes longer than making them

    @routes.get("/cards")
    async def cards(request: Request, client_id: str | None = None) -> Json:
        """A person's cards."""
        person_id = _known_person(bank, client_id)
        guard.let_read(request, person_id, "ReadCards")
        holder = bank.people[person_id].life.profile.full_name
        shown = [card for account in bank.accounts_of(person_id) if (card := show_card(bank, account, holder))]
        return {"data": {"cards": shown, "total": len(shown)}, "meta": {}}

    return routes


def _known_person(bank: Bank, client_id: str | None) -> str:
    if not client_id:
        raise refuse(400, "client_id is required")
    if client_id not in bank.people:
        raise refuse(404, f"Client {client_id} not found")
    return client_id


def _page(bank: Bank, account: Account, rows: list[Entry], page: int, limit: int) -> Json:
    path = f"/accounts/{account.account_id}/transactions"
    if not bank.faults.honour_paging:
        return {
            "data": {"transaction": [show_transaction(bank, account, entry) for entry in rows]},
            "links": {"self": path},
        }
    pages = ceil(len(rows) / limit)
    shown = [show_transaction(bank, account, entry) for entry in rows[(page - 1) * limit : page * limit]]
    if bank.faults.missing_blocks:
        return {"data": {"transaction": shown}}
    links = {"self": f"{path}?page={page}&limit={limit}"}
    if page < pages:
        links["next"] = f"{path}?page={page + 1}&limit={limit}"
    if page > 1:
        links["prev"] = f"{path}?page={page - 1}&limit={limit}"
    meta: Json | None = {"totalPages": pages, "totalRecords": len(rows), "currentPage": page, "pageSize": limit}
    if bank.faults.null_blocks:
        meta = None
    return {"data": {"transaction": shown}, "links": links, "meta": meta}


def _disturb(bank: Bank, account: Account) -> None:
    """Move the table under the reader, when the switches say so."""
    faults = bank.faults
    if faults.shift_pages:
        faults.shift_pages -= 1
        bank.insert_row(account, 100_00, "Arrived between two pages", "Somebody")
    if faults.vanish_rows:
        faults.vanish_rows -= 1
        shown = bank.rows(account)
        if shown:
            account.entries.remove(shown[0])
