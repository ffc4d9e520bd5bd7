from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.support.people import Person

NEW_ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"
CREATE = """mutation($i: CreateTransactionInput!) { createTransaction(input: $i) {
  transaction { id amount { amount } account { balance { amount } } } errors { code field } } }"""
LIST = """query($f: TransactionFilter, $first: Int = 20, $after: String) {
  transactions(first: $first, after: $after, filter: $f) {
    edges { node { id description amount { amount } category { key } decidedBy } cursor }
    pageInfo { hasNextPage endCursor } } }"""
BALANCE = "query($id: ID!) { node(id: $id) { ... on Account { balance { amount } } } }"


async def account(person: Person, currency: str = "RUB", opening: str = "0") -> str:
    made = await person.ask(NEW_ACCOUNT, i={"name": "Main", "currency": currency, "openingBalance": opening})
    account_id: str = made["createAccount"]["account"]["id"]
    return account_id


async def add(person: Person, account_id: str, amount: str, text: str, day: str = "2026-03-05", **more: Any) -> str:
    given = {
        "accountId": account_id,
        "bookedOn": day,
        "amount": {"amount": amount, "currency": "RUB"},
        "description": text,
        **more,
    }
    made = await person.ask(CREATE, i=given)
    assert made["createTransaction"]["errors"] == []
    transaction_id: str = made["createTransaction"]["transaction"]["id"]
    return transaction_id


async def category(person: Person, key: str) -> str:
    listed = await person.ask("{ categories { id key } }")
    ids: dict[str, str] = {found["key"]: found["id"] for found in listed["categories"]}
    return ids[key]


async def descriptions(person: Person, **wanted: Any) -> list[str]:
    listed = await person.ask(LIST, f=wanted)
    return [edge["node"]["description"] for edge in listed["transactions"]["edges"]]


async def balance(person: Person, account_id: str) -> str:
    amount: str = (await person.ask(BALANCE, id=account_id))["node"]["balance"]["amount"]
    return amount


async def test_a_movement_written_by_hand_moves_the_balance_once_a_key(person: Person) -> None:
    account_id = await account(person, opening="100")
    first = await add(person, account_id, "-30.25", "Coffee", idempotencyKey="k1")
    again = await add(person, account_id, "-30.25", "Coffee", idempotencyKey="k1")
    assert first == again
    assert await balance(person, account_id) == "69.75"
    clash = await person.ask(
        CREATE,
        i={
            "accountId": account_id,
            "bookedOn": "2026-03-05",
            "amount": {"amount": "-31", "currency": "RUB"},
            "description": "Coffee",
            "idempotencyKey": "k1",
        },
    )
    assert clash["createTransaction"]["errors"] == [{"code": "IDEMPOTENCY_CONFLICT", "field": "idempotencyKey"}]


async def test_two_real_twins_both_stay(person: Person) -> None:
    account_id = await account(person)
    assert await add(person, account_id, "-5", "Metro") != await add(person, account_id, "-5", "Metro")
    assert await balance(person, account_id) == "-10.00"


async def test_pages_follow_one_another_without_gap_or_overlap(person: Person) -> None:
    account_id = await account(person)
    for day in range(1, 8):
        await add(person, account_id, "-1", f"row {day}", day=f"2026-03-0{day}")
    seen: list[str] = []
    after = None
    while True:
        page = (await person.ask(LIST, first=3, after=after))["transactions"]
        seen += [edge["node"]["description"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == [f"row {day}" for day in range(7, 0, -1)]


@pytest.mark.parametrize("bad", ["", "x", "eyJ9", "W10", "WyJhIiwiYiJd"])
async def test_a_forged_cursor_is_refused(person: Person, bad: str) -> None:
    assert await person.error_code(LIST, after=bad) == "INVALID_PAGE"


async def test_filters(person: Person) -> None:
    account_id = await account(person)
    await add(person, account_id, "-500", "Оплата хостинга", day="2026-01-10")
    await add(person, account_id, "-90", "Кофейня у дома", day="2026-02-10")
    await add(person, account_id, "30000", "Payment from client", day="2026-02-20")
    assert await descriptions(person, text="оплатой") == ["Оплата хостинга"]
    assert await descriptions(person, direction="IN") == ["Payment from client"]
    assert await descriptions(person, minAmount="100", direction="OUT") == ["Оплата хостинга"]
    assert await descriptions(person, maxAmount="100") == ["Кофейня у дома"]
    february = {"start": "2026-02-01", "end": "2026-02-28"}
    assert await descriptions(person, period=february) == ["Payment from client", "Кофейня у дома"]
    assert len(await descriptions(person, accountIds=[account_id])) == 3
    assert await descriptions(person, isCategorised=True) == []


async def test_a_correction_is_learned_at_once_by_its_twins(person: Person) -> None:
    account_id = await account(person)
    first = await add(person, account_id, "-100", "LITRES.RU 1234", day="2026-01-01")
    await add(person, account_id, "-200", "LITRES.RU 7788", day="2026-02-01")
    await add(person, account_id, "200", "LITRES.RU 9999 refund in", day="2026-02-02")
    books = await category(person, "business.training")
    done = await person.ask(
        """mutation($i: CategoriseTransactionInput!) { categoriseTransaction(input: $i) {
             transaction { category { key } decidedBy } twinsChanged errors { code } } }""",
        i={"id": first, "categoryId": books},
    )
    payload = done["categoriseTransaction"]
    assert payload["transaction"] == {"category": {"key": "business.training"}, "decidedBy": "PERSON"}
    assert payload["twinsChanged"] == 1
    listed = await person.ask(LIST, f={"categoryIds": [books]})
    decided = {edge["node"]["description"]: edge["node"]["decidedBy"] for edge in listed["transactions"]["edges"]}
    assert decided == {"LITRES.RU 7788": "CORRECTION", "LITRES.RU 1234": "PERSON"}


async def test_parts_must_sum_to_the_whole(person: Person) -> None:
    account_id = await account(person)
    whole = await add(person, account_id, "-100", "Market")
    food, tools = await category(person, "business.software"), await category(person, "business.hosting")
    split = """mutation($i: SplitTransactionInput!) { splitTransaction(input: $i) {
      transaction { splits { amount { amount } category { key } } } errors { code } } }"""
    wrong = [{"amount": "-60", "categoryId": food}, {"amount": "-50", "categoryId": tools}]
    refused = await person.ask(split, i={"id": whole, "parts": wrong})
    assert refused["splitTransaction"]["errors"] == [{"code": "SPLIT_SUM"}]
    right = [{"amount": "-60", "categoryId": food}, {"amount": "-40", "categoryId": tools}]
    done = (await person.ask(split, i={"id": whole, "parts": right}))["splitTransaction"]
    assert [part["amount"]["amount"] for part in done["transaction"]["splits"]] == ["-60.00", "-40.00"]
    totals = await person.ask(
        """{ categoryTotals(period: {start: "2026-03-01", end: "2026-03-31"}) {
             rows { category { key } total { amount } previous { amount } count } } }"""
    )
    assert [(row["category"]["key"], row["total"]["amount"]) for row in totals["categoryTotals"]["rows"]] == [
        ("business.software", "-60.00"),
        ("business.hosting", "-40.00"),
    ]


async def test_deleting_is_soft_and_undone(person: Person) -> None:
    account_id = await account(person, opening="10")
    gone = await add(person, account_id, "-4", "Mistake")
    await person.ask(
        "mutation($i: DeleteTransactionInput!) { deleteTransaction(input: $i) { errors { code } } }", i={"id": gone}
    )
    assert await descriptions(person) == []
    assert await descriptions(person, isDeleted=True) == ["Mistake"]
    assert await balance(person, account_id) == "10.00"
    await person.ask(
        "mutation($i: RestoreTransactionInput!) { restoreTransaction(input: $i) { errors { code } } }", i={"id": gone}
    )
    assert await descriptions(person) == ["Mistake"]
    assert await balance(person, account_id) == "6.00"


async def test_editing_leaves_out_what_is_not_named(person: Person) -> None:
    account_id = await account(person)
    row = await add(person, account_id, "-4", "Lunch", note="with a client")
    update = """mutation($i: UpdateTransactionInput!) { updateTransaction(input: $i) {
      transaction { description note bookedOn } errors { code } } }"""
    done = await person.ask(update, i={"id": row, "description": "Business lunch"})
    expected = {"description": "Business lunch", "note": "with a client", "bookedOn": "2026-03-05"}
    assert done["updateTransaction"]["transaction"] == expected
    cleared = await person.ask(update, i={"id": row, "note": None})
    assert cleared["updateTransaction"]["transaction"]["note"] is None


async def test_an_own_category_and_a_rule(person: Person) -> None:
    account_id = await account(person)
    await add(person, account_id, "-4", "VKUSVILL 331 MOSCOW")
    made = await person.ask(
        """mutation($i: CreateCategoryInput!) { createCategory(input: $i) {
             category { id isOwn name(locale: "ru") } errors { code } } }""",
        i={"nameEn": "Office food", "nameRu": "Еда в офис", "kind": "BUSINESS"},
    )
    own = made["createCategory"]["category"]
    assert (own["isOwn"], own["name"]) == (True, "Еда в офис")
    rule = await person.ask(
        "mutation($i: CreateCategoryRuleInput!) { createCategoryRule(input: $i) { changed errors { code } } }",
        i={"pattern": "vkusvill", "categoryId": own["id"]},
    )
    assert rule["createCategoryRule"]["changed"] == 1


async def test_nothing_of_another_person_can_be_touched(
    person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    account_id = await account(person)
    row = await add(person, account_id, "-4", "Private")
    other = await another()
    mutations = {
        "updateTransaction": "UpdateTransactionInput",
        "deleteTransaction": "DeleteTransactionInput",
        "restoreTransaction": "RestoreTransactionInput",
    }
    for name, kind in mutations.items():
        answer = await other.ask(
            f"mutation($i: {kind}!) {{ {name}(input: $i) {{ errors {{ code }} }} }}", i={"id": row}
        )
        assert answer[name]["errors"] == [{"code": "NOT_FOUND"}], name
    refused = await other.ask(
        CREATE,
        i={
            "accountId": account_id,
            "bookedOn": "2026-03-05",
            "amount": {"amount": "-1", "currency": "RUB"},
            "description": "x",
        },
    )
    assert refused["createTransaction"]["errors"] == [{"code": "NOT_FOUND", "field": "accountId"}]
    assert await descriptions(person) == ["Private"]


async def test_the_dashboard_reads_each_accounts_rows_in_one_statement(person: Person) -> None:
    first, second = await account(person), await account(person, opening="5")
    await add(person, first, "-1", "a")
    await add(person, second, "-2", "b")
    seen = await person.ask(
        "{ accounts { edges { node { transactions(first: 5) { edges { node { description } } } } } } }"
    )
    nested = [
        [edge["node"]["description"] for edge in found["node"]["transactions"]["edges"]]
        for found in seen["accounts"]["edges"]
    ]
    assert sorted(nested) == [["a"], ["b"]]
