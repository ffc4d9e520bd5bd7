"""What people say of the categories decided for them: learned at once, kept, counted."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select, text

from api.graphql.declare.node import decode_id
from core.accounts.categorising.evaluate_feedback import evaluate_feedback
from core.accounts.categorising.models import CategoriserEvaluationRow, CategoryFeedbackRow, Feedback
from core.accounts.messages import CategoriseTransactions, EvaluateFeedback
from core.adapters.wiring import Platform
from core.identity.models import Role
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.jobs.models import JobState
from core.ports.categoriser import DecidedBy
from tests.integration.test_transactions import account, add, category
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person, make_person

SORT = """mutation($i: CategoriseTransactionInput!) { categoriseTransaction(input: $i) {
  transaction { category { key } decidedBy decidedBecause } twinsChanged
  ruleOffer { pattern categoryId wouldChange } errors { code } } }"""
WHY = """{ transactions(first: 50) { edges { node {
  id description category { key } decidedBy decidedBecause confidence } } } }"""
RULE = "mutation($i: CreateCategoryRuleInput!) { createCategoryRule(input: $i) { changed errors { code } } }"
OWN = "mutation($i: CreateCategoryInput!) { createCategory(input: $i) { category { id } errors { code } } }"
EVALUATIONS = "{ categoriserEvaluations { month decidedBy accepted corrected rejected precision change } }"


async def sort_all(person: Person, platform: Platform, handlers: Handlers) -> None:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        await enqueue(uow, CategoriseTransactions())
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["accounts.categorise_transactions"] is JobState.DONE


async def shown(person: Person) -> dict[str, dict[str, Any]]:
    listed = await person.ask(WHY)
    return {edge["node"]["description"]: edge["node"] for edge in listed["transactions"]["edges"]}


async def said(platform: Platform, person: Person) -> list[tuple[str, str, str, str | None]]:
    async with platform.database.read_system() as read:
        rows = await read.session.execute(
            select(CategoryFeedbackRow)
            .where(CategoryFeedbackRow.user_id == person.user_id)
            .order_by(CategoryFeedbackRow.created_at, CategoryFeedbackRow.id)
        )
    return [(row.feedback.value, row.decided_by.value, row.proposed_key, row.chosen_key) for row in rows.scalars()]


async def test_each_decision_says_why_and_feedback_on_it_is_kept(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    account_id = await account(person)
    for words in ("PYATEROCHKA 1234 MOSKVA", "Яндекс Такси 5", "ZZQ 77", "OFIS ARENDA 1"):
        await add(person, account_id, "-100", words)
    async with platform.database.system_unit_of_work() as uow:
        coded = text("UPDATE transactions SET mcc = '4121' WHERE user_id = :person AND description LIKE 'ZZQ%'")
        await uow.session.execute(coded, {"person": person.user_id})
    rent = await category(person, "premises.rent")
    await person.ask(RULE, i={"pattern": "ofis", "categoryId": rent})
    await sort_all(person, platform, handlers)
    rows = await shown(person)
    assert (rows["PYATEROCHKA 1234 MOSKVA"]["category"]["key"], rows["PYATEROCHKA 1234 MOSKVA"]["decidedBecause"]) == (
        "food.groceries",
        "merchant Пятёрочка",
    )
    assert rows["ZZQ 77"]["decidedBecause"] == "MCC 4121"
    assert rows["OFIS ARENDA 1"]["decidedBecause"] == "your rule «ofis»"

    stock = await category(person, "goods.stock")
    corrected = await person.ask(SORT, i={"id": rows["PYATEROCHKA 1234 MOSKVA"]["id"], "categoryId": stock})
    assert corrected["categoriseTransaction"]["transaction"]["decidedBecause"] == "you chose it"
    taxi = await category(person, "transport.taxi")
    await person.ask(SORT, i={"id": rows["Яндекс Такси 5"]["id"], "categoryId": taxi})
    await person.ask(SORT, i={"id": rows["ZZQ 77"]["id"], "categoryId": None})
    await person.ask(SORT, i={"id": rows["ZZQ 77"]["id"], "categoryId": taxi})  # nobody had decided: no feedback
    assert await said(platform, person) == [
        ("corrected", "merchant", "food.groceries", "goods.stock"),
        ("accepted", "merchant", "transport.taxi", "transport.taxi"),
        ("rejected", "merchant", "transport.taxi", None),
    ]


async def test_one_correction_sorts_its_twins_and_offers_the_rule(person: Person) -> None:
    account_id = await account(person)
    first = await add(person, account_id, "-100", "KOFEIN BAR 12", day="2026-01-01")
    await add(person, account_id, "-110", "KOFEIN BAR 13", day="2026-01-02")
    await add(person, account_id, "-120", "POS KOFEIN BAR 14 MOSKVA", day="2026-01-03")
    food = await category(person, "food.restaurants")
    done = (await person.ask(SORT, i={"id": first, "categoryId": food}))["categoriseTransaction"]
    assert done["twinsChanged"] == 1
    assert done["ruleOffer"] == {"pattern": "kofein bar", "categoryId": food, "wouldChange": 2}
    assert (await shown(person))["KOFEIN BAR 13"]["decidedBecause"] == "you sorted «KOFEIN BAR 12» so"
    taken = await person.ask(RULE, i={"pattern": done["ruleOffer"]["pattern"], "categoryId": food})
    assert taken["createCategoryRule"]["changed"] == 2
    again = (await person.ask(SORT, i={"id": first, "categoryId": food}))["categoriseTransaction"]
    assert again["ruleOffer"] is None


async def test_no_rule_is_offered_against_the_persons_own_word(person: Person) -> None:
    account_id = await account(person)
    first = await add(person, account_id, "-100", "AMAZON MKT 1", day="2026-01-01")
    second = await add(person, account_id, "-110", "AMAZON MKT 2", day="2026-01-02")
    await add(person, account_id, "-120", "AMAZON MKT 3", day="2026-01-03")
    books, stock = await category(person, "shopping.books"), await category(person, "goods.stock")
    await person.ask(SORT, i={"id": first, "categoryId": books})
    done = (await person.ask(SORT, i={"id": second, "categoryId": stock}))["categoriseTransaction"]
    assert done["ruleOffer"] is None


async def test_an_own_category_is_learned_for_merchants_alike(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    account_id = await account(person)
    made = await person.ask(OWN, i={"nameEn": "Beehives", "nameRu": "Ульи", "kind": "BUSINESS"})
    own = made["createCategory"]["category"]["id"]
    for name in ("PCHELOVODSTVO ZARYA", "PCHELOVODSTVO VOSTOK"):
        await person.ask(SORT, i={"id": await add(person, account_id, "-100", name), "categoryId": own})
    await add(person, account_id, "-100", "PCHELOVODSTVO SEVER")
    await sort_all(person, platform, handlers)
    found = (await shown(person))["PCHELOVODSTVO SEVER"]
    assert (found["category"]["key"], found["decidedBy"]) == ("own.beehives", "MODEL")
    assert found["decidedBecause"].startswith("like pchelovodstvo")


async def test_more_than_a_few_own_categories_are_premium(person: Person, platform: Platform) -> None:
    premium = await make_person(platform, person.client, Role.PREMIUM)
    for who, errors in ((person, [{"code": "PREMIUM_NEEDED"}]), (premium, [])):
        for place in range(5):
            made = await who.ask(OWN, i={"nameEn": f"Own {place}", "nameRu": f"Своя {place}", "kind": "BUSINESS"})
            assert made["createCategory"]["errors"] == []
        sixth = await who.ask(OWN, i={"nameEn": "Own 5", "nameRu": "Своя 5", "kind": "BUSINESS"})
        assert sixth["createCategory"]["errors"] == errors


async def test_feedback_is_counted_by_month_and_read_by_an_admin_only(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    account_id = await account(person)
    ids = [await add(person, account_id, "-100", f"LENTA {place}", day="2019-03-05") for place in range(4)]
    stock = await category(person, "goods.stock")
    await sort_all(person, platform, handlers)
    await person.ask(SORT, i={"id": ids[0], "categoryId": stock, "applyToTwins": False})
    then = datetime(2019, 3, 20, tzinfo=UTC)
    async with platform.database.system_unit_of_work() as uow:
        moved = text("UPDATE transactions SET updated_at = :then WHERE user_id = :person")
        await uow.session.execute(moved, {"then": then, "person": person.user_id})
        uow.session.add(
            CategoryFeedbackRow(
                id=new_id(),
                user_id=person.user_id,
                transaction_id=decode_id(ids[0], "Transaction", "id"),
                feedback=Feedback.CORRECTED,
                decided_by=DecidedBy.MERCHANT,
                proposed_key="food.groceries",
                chosen_key="goods.stock",
                created_at=then,
            )
        )
        uow.session.add(
            CategoriserEvaluationRow(
                month=date(2019, 2, 1),
                decided_by=DecidedBy.MERCHANT,
                kept=9,
                accepted=0,
                corrected=1,
                rejected=0,
                precision=Decimal("0.9"),
                evaluated_at=then,
            )
        )
    for _ in range(2):  # again is the same
        async with platform.database.system_unit_of_work() as uow:
            await enqueue(uow, EvaluateFeedback(month=date(2019, 3, 1)))
        assert (await do_system_jobs(platform, handlers))["accounts.evaluate_feedback"] is JobState.DONE
    admin = await make_person(platform, person.client, Role.ADMIN)
    listed = (await admin.ask(EVALUATIONS))["categoriserEvaluations"]
    march = [row for row in listed if row["month"] == "2019-03-01"]
    assert march == [
        {
            "month": "2019-03-01",
            "decidedBy": "MERCHANT",
            "accepted": 0,
            "corrected": 1,
            "rejected": 0,
            "precision": "0.7500",
            "change": "-0.1500",
        }
    ]
    assert await person.error_code(EVALUATIONS) == "FORBIDDEN"


async def test_feedback_is_its_owners(
    person: Person, platform: Platform, handlers: Handlers, another: Callable[[], Awaitable[Person]]
) -> None:
    account_id = await account(person)
    await add(person, account_id, "-100", "LENTA 7")
    await sort_all(person, platform, handlers)
    row = (await shown(person))["LENTA 7"]
    await person.ask(SORT, i={"id": row["id"], "categoryId": await category(person, "goods.stock")})
    other = await another()
    assert person.user_id is not None
    assert other.user_id is not None
    seen = []
    for who in (person.user_id, other.user_id):
        async with platform.database.read(who) as read:
            seen.append(len((await read.session.execute(select(CategoryFeedbackRow.id))).all()))
    assert seen == [1, 0]


async def test_an_empty_month_is_no_row(platform: Platform) -> None:
    async with platform.database.system_unit_of_work() as uow:
        assert await evaluate_feedback(uow, date(2001, 12, 1), datetime.now(UTC)) == []
