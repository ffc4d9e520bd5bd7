"""A worker as `python -m workers worker` runs it, which also knows jobs that leave countable effects and may kill it.

Run as `python -m tests.chaos.worker_process`. With CHAOS_VISIBILITY_TIMEOUT the broker takes back what a dead worker
held after that many seconds instead of the five minutes of production. With CHAOS_DIES_AT="delete 3,upload 2" it is
killed once after the third file that is removed, and once after the second that is stored.
"""

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from sqlalchemy import text

from core.adapters.queue import celery_app as queue_configuration
from core.db.uow import UnitOfWork
from core.db.work_record import WorkRecord
from core.forecasting.messages import MakeForecast
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.jobs.message import JobMessage
from core.settings import load_settings
from tests.chaos.messages import LeaveEffects, Moment
from workers.celery_app import run_worker
from workers.handlers import bind_handlers
from workers.runtime import Tools


class Deadly:
    """Handlers that leave one row a part, and kill their process where the message says, on its first attempt."""

    def __init__(self, tools: Tools) -> None:
        self._due: Moment = "nowhere"
        database = tools.platform.database
        before, after = database.before_commit, database.after_commit

        async def before_commit(uow: UnitOfWork) -> None:
            await before(uow)
            self._die_if("before commit")

        async def after_commit(work: WorkRecord) -> None:
            self._die_if("after commit")
            await after(work)

        database.before_commit, database.after_commit = before_commit, after_commit

    async def leave_effects(self, run: JobRun, message: LeaveEffects) -> None:
        """A piece for each part but the last, which is the end."""
        for part in range(int(run.cursor.get("parts", 0)), message.parts - 1):
            await asyncio.sleep(message.pause_seconds)
            progress = 100 * (part + 1) // message.parts
            async with run.piece({"parts": part + 1}, progress) as uow:
                await leave_effect(uow, run, part)
        await asyncio.sleep(message.pause_seconds)
        async with run.finish() as uow:
            await leave_effect(uow, run, message.parts - 1)
            if run.job.attempt == 1 and message.dies == "before fence":
                die()
            if run.job.attempt == 1 and message.dies == "frozen before fence":
                os.kill(os.getpid(), signal.SIGSTOP)
            if run.job.attempt == 1 and message.dies in ("before commit", "after commit"):
                self._due = message.dies

    async def leave_one(self, run: JobRun, _: JobMessage) -> None:
        """For jobs that the API enqueues: the work itself is not what is tested."""
        await asyncio.sleep(0.01)
        async with run.finish() as uow:
            await leave_effect(uow, run, 0)

    def _die_if(self, moment: Moment) -> None:
        if self._due == moment:
            die()


class DeadlyStore:
    """The store of files or the mailer, whose process is killed after a call of a number: once for each kind."""

    def __init__(self, store: Any, moments: str, folder: Path) -> None:
        self._store = store
        self._left = {kind: int(count) for kind, count in (moment.split() for moment in moments.split(","))}
        self._folder = folder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def delete(self, key: str) -> None:
        await self._store.delete(key)
        self._count("delete")

    async def put(self, *given: Any) -> None:
        await self._store.put(*given)
        self._count("put")

    async def upload(self, *given: Any) -> None:
        await self._store.upload(*given)
        self._count("upload")

    async def send(self, *given: Any) -> None:
        await self._store.send(*given)
        self._count("send")

    def _count(self, kind: str) -> None:
        self._left[kind] = self._left.get(kind, 0) - 1
        mark = self._folder / f"died-at-{kind}"
        if self._left[kind] == 0 and not mark.exists():
            mark.touch()
            die()


async def leave_effect(uow: UnitOfWork, run: JobRun, part: int) -> None:
    statement = text("INSERT INTO chaos.effects (job_id, part, attempt) VALUES (:id, :part, :attempt)")
    await uow.session.execute(statement, {"id": run.job.id, "part": part, "attempt": run.job.attempt})


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def bind(tools: Tools) -> Mapping[str, JobHandler]:
    deadly = Deadly(tools)
    moments = os.environ.get("CHAOS_DIES_AT")
    if moments is not None:
        folder = tools.platform.settings.data_folder
        tools.platform.blobs = cast("Any", DeadlyStore(tools.platform.blobs, moments, folder))
        tools.platform.mailer = cast("Any", DeadlyStore(tools.platform.mailer, moments, folder))
    return {
        **bind_handlers(tools),
        LeaveEffects.name: JobHandler(LeaveEffects, deadly.leave_effects),
        MakeForecast.name: JobHandler(MakeForecast, deadly.leave_one),
    }


if __name__ == "__main__":
    timeout = os.environ.get("CHAOS_VISIBILITY_TIMEOUT")
    if timeout is not None:
        queue_configuration.VISIBILITY_TIMEOUT_SECONDS = int(timeout)
    run_worker(load_settings(), concurrency=2, bind=bind)
