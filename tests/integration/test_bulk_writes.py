"""Many changes in one request: each as a single one, in a number of statements that does not grow."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import event, insert

from api.graphql.declare.node import decode_id, encode_id
from core.accounts.models import TransactionRow, TransactionSource
from core.adapters.wiring import Platform
from core.audit.verify_chain import verify_histories
from core.ids import new_id
from core.ports.categoriser import DecidedBy
from core.ports.statement_parser import BookingStatus
from tests.integration.test_categorising import said
from tests.integration.test_transactions import account, add, category
from tests.support.people import Person

SORT = """mutation($i: BulkCategoriseInput!) { bulkCategorise(input: $i) {
  results { index id transaction { id category { key } decidedBy } error { code field } }
  doneCount twinsChanged errors { code field } } }"""
EDIT = """mutation($i: BulkUpdateInput!) { bulkUpdate(input: $i) {
  results { index transaction { bookedOn description note } error { code field } }
  doneCount errors { code field } } }"""
SORT_ONE = """mutation($i: CategoriseTransactionInput!) { categoriseTransaction(input: $i) { errors { code } } }"""
HISTORY = "{ activity(first: 20) { edges { node { action details } } } }"
READ = """query($id: ID!) { node(id: $id) { ... on Transaction {
  description category { key } decidedBy decidedBecause } } }"""
DELETE = "mutation($i: DeleteTransactionInput!) { deleteTransaction(input: $i) { errors { code } } }"
Another = Callable[[], Awaitable[Person]]


async def sort(person: Person, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    done: dict[str, Any] = (await person.ask(SORT, i={"items": items, **more}))["bulkCategorise"]
    return done


async def edit(person: Person, items: list[dict[str, Any]]) -> dict[str, Any]:
    done: dict[str, Any] = (await person.ask(EDIT, i={"items": items}))["bulkUpdate"]
    return done


async def many(platform: Platform, person: Person, number: int) -> list[str]:
    """Movements of a merchant each that a model has sorted as groceries; their ids."""
    assert person.user_id is not None
    key = decode_id(await account(person), "Account", "id")
    sorted_as = decode_id(await category(person, "food.groceries"), "Category", "id")
    rows = [
        {
            "id": new_id(),
            "user_id": person.user_id,
            "account_id": key,
            "category_id": sorted_as,
            "booked_on": date(2026, 3, 1),
            "amount_minor": -100 - place,
            "currency": "RUB",
            "description": f"Shop {place}",
            "merchant_key": f"shop {place}",
            "status": BookingStatus.BOOKED,
            "source": TransactionSource.FEED,
            "fingerprint": place.to_bytes(4, "big"),
            "occurrence": 0,
            "decided_by": DecidedBy.MODEL,
        }
        for place in range(number)
    ]
    async with platform.database.unit_of_work(person.user_id) as uow:
        await uow.session.execute(insert(TransactionRow), rows)
    return [encode_id("Transaction", row["id"]) for row in rows]  # type: ignore[arg-type]  # it is a UUID


@contextmanager
def counted(platform: Platform) -> Iterator[list[str]]:
    """The statements that are sent; one that is sent with many sets of values counts as often."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, is_many: bool) -> None:
        sent.extend([statement] * (len(values) if is_many and isinstance(values, list) else 1))

    engine = platform.database.app.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def test_a_thousand_categories_take_the_statements_of_two(person: Person, platform: Platform) -> None:
    ids = await many(platform, person, 1002)
    rent = await category(person, "premises.rent")
    with counted(platform) as of_two:
        few = await sort(person, [{"id": key, "categoryId": rent} for key in ids[:2]])
    with counted(platform) as of_thousand:
        all_ = await sort(person, [{"id": key, "categoryId": rent} for key in ids[2:]])
    assert (few["doneCount"], all_["doneCount"]) == (2, 1000)
    assert [result["index"] for result in all_["results"]] == list(range(1000))
    assert [result["id"] for result in all_["results"]] == ids[2:]
    assert {result["transaction"]["decidedBy"] for result in all_["results"]} == {"PERSON"}
    assert len(of_thousand) == len(of_two) < 30
    assert sum(one.startswith("UPDATE transactions SET") for one in of_thousand) == 2  # the items, and their twins
    assert (await said(platform, person)).count(("corrected", "model", "food.groceries", "premises.rent")) == 1002


async def test_a_thousand_edits_take_the_statements_of_two(person: Person, platform: Platform) -> None:
    ids = await many(platform, person, 1002)
    with counted(platform) as of_two:
        await edit(person, [{"id": key, "note": "two"} for key in ids[:2]])
    with counted(platform) as of_thousand:
        done = await edit(person, [{"id": key, "note": "many", "description": "Market"} for key in ids[2:]])
    assert done["doneCount"] == 1000
    assert done["results"][999]["transaction"] == {"bookedOn": "2026-03-01", "description": "Market", "note": "many"}
    assert len(of_thousand) == len(of_two) < 20
    assert sum(one.startswith("UPDATE transactions SET") for one in of_thousand) == 1
    first = (await person.ask(HISTORY))["activity"]["edges"][0]["node"]
    assert first["action"] == "transaction.edited"
    assert first["details"]["after"] == {"note": "many", "description": "Market"}


async def test_a_batch_of_none_or_too_many_is_refused_whole(person: Person) -> None:
    for number in (0, 1001):
        items = [{"id": encode_id("Transaction", new_id())}] * number
        for done in (await sort(person, items), await edit(person, items)):
            assert done["errors"] == [{"code": "BATCH_SIZE", "field": "items"}]
            assert (done["results"], done["doneCount"]) == ([], 0)


async def test_what_is_wrong_with_an_item_stops_no_other(person: Person, another: Another) -> None:
    mine, gone, sound = [
        await add(person, at, "-5", words)
        for at in [await account(person)]
        for words in ("Metro", "Bakery", "Pharmacy")
    ]
    await person.ask(DELETE, i={"id": gone})
    other = await another()
    foreign = await add(other, await account(other), "-5", "Metro")
    food, hidden = await category(person, "food.groceries"), encode_id("Category", new_id())
    wanted: list[tuple[str, str | None, str | None]] = [
        (mine, food, None),
        (foreign, food, "NOT_FOUND/id"),
        ("nonsense", food, "NOT_FOUND/id"),
        (gone, food, "TRANSACTION_DELETED/id"),
        (mine, None, "REPEATED_ITEM/id"),
        (sound, hidden, "NOT_FOUND/categoryId"),
        (sound, mine, "NOT_FOUND/categoryId"),
    ]
    done = await sort(person, [{"id": key, "categoryId": chosen} for key, chosen, _ in wanted])
    told = [result["error"] and f"{result['error']['code']}/{result['error']['field']}" for result in done["results"]]
    assert told == [error for *_, error in wanted]
    assert (done["doneCount"], done["errors"]) == (1, [])
    assert done["results"][0]["transaction"]["category"] == {"key": "food.groceries"}
    assert (await other.ask(READ, id=foreign))["node"]["category"] is None


async def test_a_batch_teaches_twins_the_later_lesson(person: Person) -> None:
    account_id = await account(person)
    first, second, twin, income = [
        await add(person, account_id, amount, "Magnit") for amount in ("-5", "-6", "-7", "8")
    ]
    food, rent = await category(person, "food.groceries"), await category(person, "premises.rent")
    items = [{"id": first, "categoryId": food}, {"id": second, "categoryId": rent}]
    untaught = await sort(person, items, applyToTwins=False)
    assert untaught["twinsChanged"] == 0
    assert (await sort(person, items))["twinsChanged"] == 1
    told = (await person.ask(READ, id=twin))["node"]
    assert (told["category"]["key"], told["decidedBy"]) == ("premises.rent", "CORRECTION")
    assert told["decidedBecause"] == "you sorted «Magnit» so"
    assert (await person.ask(READ, id=income))["node"]["category"] is None


async def test_edits_are_judged_one_by_one(person: Person, platform: Platform) -> None:
    by_hand = await add(person, await account(person), "-5", "Metro")
    (from_bank,) = await many(platform, person, 1)
    done = await edit(
        person,
        [
            {"id": by_hand, "bookedOn": "2026-03-09", "note": " paid in cash "},
            {"id": from_bank, "bookedOn": "2026-03-09"},
            {"id": by_hand, "description": "again"},
        ],
    )
    assert [result["error"] for result in done["results"]] == [
        None,
        {"code": "BOOKED_BY_BANK", "field": "bookedOn"},
        {"code": "REPEATED_ITEM", "field": "id"},
    ]
    changed = {"bookedOn": "2026-03-09", "description": "Metro", "note": "paid in cash"}
    assert done["results"][0]["transaction"] == changed
    empty = await edit(person, [{"id": by_hand, "description": "  "}])
    assert empty["results"][0]["error"] == {"code": "INVALID_TEXT", "field": "description"}


async def test_batches_and_single_words_at_once_leave_one_word_a_line(person: Person, platform: Platform) -> None:
    ids = await many(platform, person, 60)
    choices = [await category(person, key) for key in ("food.groceries", "premises.rent")]
    batches = [
        sort(person, [{"id": key, "categoryId": chosen} for key in (ids if place % 2 else ids[::-1])])
        for place, chosen in enumerate(choices * 3)
    ]
    edits = [edit(person, [{"id": key, "note": f"note {place}"} for key in ids[::-1]]) for place in range(3)]
    singles = [person.ask(SORT_ONE, i={"id": key, "categoryId": choices[0]}) for key in ids[::10]]
    done = await asyncio.gather(*batches, *edits)
    told = await asyncio.gather(*singles)
    assert [one["doneCount"] for one in done] == [60] * 9
    assert all(one["categoriseTransaction"]["errors"] == [] for one in told)
    report = await verify_histories(platform.database)
    assert [found for found in report.breaks if found.user_id == person.user_id] == []
