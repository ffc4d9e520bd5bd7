"""Books of one person that another was let into."""

from dataclasses import dataclass
from typing import Any

from tests.support.people import Person

ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"
TRANSACTION = """mutation($i: CreateTransactionInput!) { createTransaction(input: $i) {
  transaction { id } errors { code } } }"""
INVITE = """mutation($i: InviteToBooksInput!) { inviteToBooks(input: $i) {
  grant { id kind state email ownerEmail accountIds periodFrom periodTo } errors { code field } } }"""
DECIDE = "mutation($i: DecideGrantInput!) { decideGrant(input: $i) { grant { state } errors { code field } } }"
REVOKE = "mutation($i: RevokeGrantInput!) { revokeGrant(input: $i) { grant { state } errors { code field } } }"
TRANSACTIONS = """{ transactions(first: 50) { totalCount edges { node { id description account { name }
  category { key } splits { note } documents { id } } } } }"""


@dataclass
class Books:
    """An owner's two accounts, each with a movement in 2025 and one in 2026; by description."""

    owner: Person
    accounts: dict[str, str]
    transactions: dict[str, str]


async def make_books(owner: Person) -> Books:
    books = Books(owner, {}, {})
    for account in ("Office", "Home"):
        made = (await owner.ask(ACCOUNT, i={"name": account, "currency": "RUB"}))["createAccount"]
        books.accounts[account] = made["account"]["id"]
        for year in (2025, 2026):
            text = f"{account} {year} taxi"
            given = {
                "accountId": books.accounts[account],
                "bookedOn": f"{year}-03-05",
                "amount": {"amount": "-12.50", "currency": "RUB"},
                "description": text,
            }
            done = (await owner.ask(TRANSACTION, i=given))["createTransaction"]
            books.transactions[text] = done["transaction"]["id"]
    return books


async def let_in(owner: Person, grantee: Person, kind: str = "READ_ONLY", **scope: Any) -> Person:
    """The grantee as a caller under an accepted grant."""
    invited = (await owner.ask(INVITE, i={"email": grantee.email, "kind": kind, **scope}))["inviteToBooks"]
    assert invited["errors"] == []
    key = invited["grant"]["id"]
    decided = (await grantee.ask(DECIDE, i={"grantId": key, "accepts": True}))["decideGrant"]
    assert decided == {"grant": {"state": "ACTIVE"}, "errors": []}
    return Person(grantee.client, grantee.token, grantee.user_id, grantee.email, key)


async def seen_by(caller: Person) -> set[str]:
    """Descriptions of the movements that a caller sees."""
    edges = (await caller.ask(TRANSACTIONS))["transactions"]["edges"]
    return {edge["node"]["description"] for edge in edges}


async def categories_of(caller: Person) -> dict[str, str]:
    """Ids of categories by their keys."""
    return {one["key"]: one["id"] for one in (await caller.ask("{ categories { id key } }"))["categories"]}
