"""A worker is killed between the two files of an income report: there is one report, and it is what its digest says."""

import asyncio
import hashlib
from pathlib import Path
from uuid import UUID

import pytest

from core.clock import today
from core.reports.rules import period_before
from tests.chaos.stack import Stack
from tests.chaos.test_privacy_killed import died_at, in_process
from tests.integration.test_income_reports import ASKED, REPORTS, REQUEST
from tests.support.people import Person, make_person
from tests.support.reports import Books, Movement, put_books
from tests.support.trained_model import lend_trained_model

pytestmark = pytest.mark.chaos


async def _ask(stack: Stack) -> Person:
    async with in_process(stack) as (platform, client, _):
        person = await make_person(platform, client)
        assert person.user_id is not None
        first, _ = period_before(today(platform.clock), 6)
        await put_books(platform, person.user_id, Books((Movement(first, 1_234_56),)))
        assert (await person.ask(REQUEST, i=ASKED))["requestIncomeReport"]["errors"] == []
    return person


async def _change_books(stack: Stack, person: UUID) -> None:
    """Between the attempts: what is made is what was asked about first."""
    async with in_process(stack) as (platform, _, _):
        first, _ = period_before(today(platform.clock), 6)
        await put_books(platform, person, Books((Movement(first, 9_00),)))


async def _look(stack: Stack, person: Person) -> tuple[dict[str, object], bytes]:
    async with in_process(stack) as (_, client, _):
        asking = Person(client, person.token, person.user_id)
        [edge] = (await asking.ask(REPORTS))["incomeReports"]["edges"]
        history = await asking.ask("{ activity(first: 20) { edges { node { action } } } }")
        actions = [one["node"]["action"] for one in history["activity"]["edges"]]
        assert actions.count("report.made") == 1
        return edge["node"], (await client.get(edge["node"]["pdf"]["url"])).content


def test_a_killed_worker_leaves_one_report(tmp_path: Path) -> None:
    with Stack(tmp_path) as stack:
        lend_trained_model(stack.settings.data_folder)
        person = asyncio.run(_ask(stack))
        assert person.user_id is not None
        stack.start_relay(SOLVENT_JOBS__REPUBLISH_AFTER_SECONDS="1")
        stack.start_worker("worker", CHAOS_DIES_AT="put 1")
        stack.wait_ready()
        stack.wait(lambda: died_at(stack, "put"), "a worker has died after the first file", 60)
        asyncio.run(_change_books(stack, person.user_id))
        stack.sql("UPDATE jobs SET lease_until = now() WHERE state = 'running'")
        stack.wait(lambda: set(stack.jobs("reports.make_report").values()) == {"done"}, "the report is made", 60)
        report, paper = asyncio.run(_look(stack, person))
        attempts = stack.sql("SELECT attempts FROM jobs WHERE name = 'reports.make_report'")
    assert report["status"] == "READY"
    assert hashlib.sha256(paper).hexdigest() == report["digest"]
    assert report["figures"]["income"]["confirmed"] == {"amount": "1234.56"}  # type: ignore[index]  # as GraphQL answers
    assert [row["attempts"] for row in attempts] == [2]
