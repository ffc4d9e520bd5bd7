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
    answers = await ask_twice(DOCUMENTS)
    assert (answers.is_compiled, answers.second) == (True, answers.first)
    assert answers.first["data"]["statementImports"]["edges"][0]["node"]["job"] == {"state": "DONE"}
