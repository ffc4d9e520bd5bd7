"""Lists with data in them: what is asked for the second time is answered as the first."""

from core.adapters.wiring import Platform
from tests.integration.compiled.conftest import AskTwice
from tests.integration.test_forecast import REQUEST, statement
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

NEWEST = """query Q($first: Int!) { forecasts(first: $first) { edges { node { id status horizonDays asOf job { id }
  totals { currency balance { amount } shortfall { chance firstDay } }
  series { account { id name } days { day p10 { amount currency } p50 { amount } p90 { amount } }
    recurring { label period amount { amount currency } nextDate } events { source label } warnings } } } } }"""
BY_ID = """query Q($id: ID!) { forecast(id: $id) { status series { account { name } days { day p50 { amount } } } } }"""
COUNTED = """query Q($after: String, $filter: TransactionFilter) {
  transactions(first: 3, after: $after, filter: $filter) { totalCount pageInfo { endCursor }
    edges { node { category { name(locale: "ru") } } } } }"""
DOCUMENTS = """{ documents { edges { node { id kind fields { kind value } payments { status } } } }
  statementImports { edges { node { id warnings { code } mapping { columns { name meaning } } job { state } } } }
  plannedItems { edges { node { account { name } amount { amount } } } } }"""


async def test_lists_with_data_are_answered_alike(
    ask_twice: AskTwice, person: Person, platform: Platform, handlers: Handlers
) -> None:
    await send_file(person, "STATEMENT", "a.csv", statement(14))
    await do_jobs(platform, handlers, person.user_id)
    made = (await person.ask(REQUEST, i={"horizonDays": 30}))["requestForecast"]
    await do_jobs(platform, handlers, person.user_id)
    for document, variables in ((NEWEST, {"first": 1}), (BY_ID, {"id": made["forecast"]["id"]})):
        answers = await ask_twice(document, **variables)
        assert answers.second == answers.first
        assert "errors" not in answers.first
        assert answers.is_compiled is (document == NEWEST)
    answers = await ask_twice(DOCUMENTS)
    assert (answers.is_compiled, answers.second) == (True, answers.first)
    assert answers.first["data"]["statementImports"]["edges"][0]["node"]["job"] == {"state": "DONE"}


async def test_totals_are_counted_with_the_page(
    ask_twice: AskTwice, person: Person, platform: Platform, handlers: Handlers
) -> None:
    await send_file(person, "STATEMENT", "a.csv", statement(14))
    await do_jobs(platform, handlers, person.user_id)
    answers = await ask_twice(COUNTED)
    page = answers.first["data"]["transactions"]
    assert (answers.is_compiled, answers.second) == (True, answers.first)
    further = await ask_twice(COUNTED, after=page["pageInfo"]["endCursor"])
    assert (further.is_compiled, further.second) == (True, further.first)
    assert further.first["data"]["transactions"]["totalCount"] == page["totalCount"] > 3
    nothing = await ask_twice(COUNTED, filter={"text": "nowhere to be found"})
    assert (nothing.is_compiled, nothing.second) == (True, nothing.first)
    assert nothing.first["data"]["transactions"]["totalCount"] == 0
