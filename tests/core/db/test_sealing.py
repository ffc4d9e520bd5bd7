"""What is personal lies sealed in the database, under a key of its person's own."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from core.accounts.models import AccountRow
from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.db.sealing import opened_keys
from core.db.sealing.opened_keys import KEPT_SECONDS, OpenedKey, SealBrokenError, SealedUnavailableError
from core.db.sealing.person_key_row import PersonKeyRow
from core.db.sealing.person_keys import PersonKeys
from core.db.sealing.seal_old_values import seal_old_values, sealed_columns
from core.identity.models import Role
from core.ids import new_id
from tests.support.people import Person

NEW = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id number } errors { code } } }"
BOOKS = "query Q { accounts { edges { node { number } } } }"
NUMBER = "40817810099910004312"


async def _add(person: Person, number: str = NUMBER) -> list[str]:
    """The codes of what was refused."""
    payload = (await person.ask(NEW, i={"name": "Main", "currency": "RUB", "number": number}))["createAccount"]
    return [error["code"] for error in payload["errors"]]


async def _at_rest(platform: Platform, person: Person, column: str = "number") -> list[str | None]:
    async with platform.database.read_system() as read:
        asked = text(f"SELECT {column} FROM accounts WHERE user_id = :user ORDER BY id")  # noqa: S608 our own word
        return list((await read.session.execute(asked, {"user": person.user_id})).scalars())


async def test_a_number_lies_sealed_and_is_shown_to_its_owner(platform: Platform, person: Person) -> None:
    assert await _add(person) == []
    [lying] = await _at_rest(platform, person)
    assert lying is not None
    assert lying.startswith("sealed:1:")
    assert NUMBER not in lying
    for _ in range(3):  # by resolvers, then by a plan
        told = await person.ask(BOOKS)
        assert told["accounts"]["edges"] == [{"node": {"number": NUMBER}}]
    opened_keys.forget(person.user_id)  # type: ignore[arg-type]  # a signed-in person has one
    assert (await person.ask(BOOKS))["accounts"]["edges"] == [{"node": {"number": NUMBER}}]


async def test_the_same_number_twice_is_still_refused(platform: Platform, person: Person) -> None:
    first, second = await asyncio.gather(_add(person), _add(person))
    assert sorted([*first, *second]) == ["ACCOUNT_EXISTS"]
    assert len(await _at_rest(platform, person)) == 1


async def test_equal_numbers_of_two_people_look_different(
    platform: Platform, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    other = await another()
    await _add(person)
    await _add(other)
    for column in ("number", "number_key"):
        assert await _at_rest(platform, person, column) != await _at_rest(platform, other, column)


async def test_a_value_that_was_moved_does_not_open(
    platform: Platform, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    other = await another()
    await _add(person)
    await _add(other, "2")
    [mine] = await _at_rest(platform, person)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(
            text("UPDATE accounts SET number = :mine WHERE user_id = :user"), {"mine": mine, "user": other.user_id}
        )
    opened_keys.forget(person.user_id)  # type: ignore[arg-type]  # as above
    body = await other.send(BOOKS)
    assert body["errors"][0]["extensions"]["code"] == "SEALED_UNAVAILABLE"
    assert NUMBER not in str(body)
    key = OpenedKey(new_id(), bytes(32), 0)
    sealed = key.seal("accounts.number", b"1")
    assert key.open("accounts.number", sealed) == b"1"
    with pytest.raises(SealBrokenError):
        key.open("bank_cards.account_number", sealed)
    with pytest.raises(SealBrokenError):
        OpenedKey(new_id(), bytes(32), 0).open("accounts.number", sealed)
    with pytest.raises(SealBrokenError):
        key.open("accounts.number", sealed[:-1] + bytes([sealed[-1] ^ 1]))


async def test_without_the_key_it_is_noise(platform: Platform, person: Person) -> None:
    await _add(person)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.delete(await uow.session.get_one(PersonKeyRow, person.user_id))
    opened_keys.forget(person.user_id)  # type: ignore[arg-type]  # as above
    assert await person.error_code(BOOKS) == "SEAL_BROKEN"  # a new key opens nothing of the old one's
    assert await person.ask("{ viewer { email } }")


async def test_a_key_is_held_for_a_bounded_time(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    await _add(person)
    assert person.user_id is not None
    key = opened_keys.kept(person.user_id)
    assert key is not None
    assert "key=" not in repr(key)
    monkeypatch.setattr("core.db.sealing.opened_keys.time.monotonic", lambda: key.since + KEPT_SECONDS)
    assert opened_keys.kept(person.user_id) is None


async def test_two_first_uses_at_once_share_one_key(platform: Platform, person: Person) -> None:
    assert person.user_id is not None
    keys = [PersonKeys(platform.database, platform.secrets) for _ in range(4)]
    opened_keys.forget(person.user_id)
    made = await asyncio.gather(*(one.at_hand(person.user_id) for one in keys))
    assert len({key.key for key in made if key}) == 1


async def test_a_secrets_store_that_is_away_hinders_only_what_is_sealed(
    platform: Platform, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _add(person)
    assert person.user_id is not None
    opened_keys.forget(person.user_id)
    assert platform.database.keys is not None
    monkeypatch.setattr(platform.database.keys, "_doubtful_until", float("inf"))
    assert await person.ask("{ viewer { email } }")
    assert await person.error_code(BOOKS) == "SEALED_UNAVAILABLE"
    async with platform.database.unit_of_work(person.user_id) as uow:
        uow.session.add(AccountRow(id=new_id(), user_id=person.user_id, name="x", currency="RUB"))
    with pytest.raises(SealedUnavailableError):
        async with platform.database.unit_of_work(person.user_id) as uow:
            uow.session.add(AccountRow(id=new_id(), user_id=person.user_id, name="x", currency="RUB", number="7"))


async def test_values_of_before_are_read_and_then_sealed(platform: Platform, person: Person) -> None:
    number = f"old-{uuid4().hex}"
    async with platform.database.system_unit_of_work() as uow:
        uow.session.add(
            AccountRow(id=new_id(), user_id=person.user_id, name="x", currency="RUB", number=number, balance_minor=0)
        )
    assert await _at_rest(platform, person) == [number]
    assert (await person.ask(BOOKS))["accounts"]["edges"] == [{"node": {"number": number}}]
    while await seal_old_values(platform.database, metadata):
        pass
    [lying] = await _at_rest(platform, person)
    assert lying is not None
    assert lying.startswith("sealed:1:")
    assert (await _at_rest(platform, person, "number_key"))[0] is not None
    assert (await person.ask(BOOKS))["accounts"]["edges"] == [{"node": {"number": number}}]
    assert await _add(person, number) == ["ACCOUNT_EXISTS"]


def test_sealed_columns_name_their_own_place() -> None:
    places = {f"{column.table.name}.{column.name}" for column in sealed_columns(metadata)}
    assert {column.type.place for column in sealed_columns(metadata)} == places  # type: ignore[attr-defined]
    assert {"accounts.number", "bank_connections.person_ref", "bank_payloads.body"} <= places
    assert Role.USER  # people of any role have keys


async def test_the_platforms_own_rows_stay_plain(platform: Platform, person: Person) -> None:
    async with platform.database.system_unit_of_work() as uow:
        row = AccountRow(id=new_id(), user_id=person.user_id, name="x", currency="RUB", number="9", balance_minor=0)
        uow.session.add(row)
        await uow.session.flush()
        found = await uow.session.execute(select(AccountRow.number).where(AccountRow.id == row.id))
        assert found.scalar_one() == "9"
