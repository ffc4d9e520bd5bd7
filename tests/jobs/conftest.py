from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import func, update

from core.adapters.wiring import Platform
from core.jobs.models import JobRow, JobState
from core.jobs.publish_after_commit import publisher
from tests.conftest import Services
from tests.jobs.workshop import RecordingQueue, Workshop
from tests.support.people import Person

MARKS = """
CREATE SCHEMA workshop;
CREATE TABLE workshop.marks (
    job_id uuid NOT NULL, mark text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
GRANT USAGE ON SCHEMA workshop TO solvent_app, solvent_system;
GRANT SELECT, INSERT ON workshop.marks TO solvent_app, solvent_system;
"""


@pytest.fixture(scope="module")
async def marks_table(platform: Platform, services: Services) -> AsyncIterator[None]:
    """A table without any constraint, in a schema of its own."""
    await platform.database.ready()
    owner = await asyncpg.connect(services.owner_url)
    await owner.execute(MARKS)
    yield
    await owner.execute("DROP SCHEMA workshop CASCADE")
    await owner.close()


@pytest.fixture
async def workshop(platform: Platform, person: Person, marks_table: None) -> AsyncIterator[Workshop]:  # noqa: ARG001 it must be there
    """The person's workshop. What a test leaves queued is taken out of other tests' way."""
    assert person.user_id is not None
    yield Workshop(platform, person.user_id)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(
            update(JobRow)
            .where(JobRow.user_id == person.user_id, JobRow.state.in_([JobState.QUEUED, JobState.RUNNING]))
            .values(state=JobState.CANCELLED, lease_token=None, lease_until=None)
        )


@pytest.fixture
def queue(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> RecordingQueue:
    """What is published after commits is remembered instead of sent."""
    recording = RecordingQueue()
    monkeypatch.setattr(platform.database, "after_commit", publisher(recording))
    return recording


@pytest.fixture
async def quiet(platform: Platform) -> None:
    """Jobs that other tests left queued are no news to a relay."""
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(JobRow).where(JobRow.state == JobState.QUEUED).values(published_at=func.now()))
