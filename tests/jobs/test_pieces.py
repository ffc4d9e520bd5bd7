import pytest

from core.jobs.job_run import JobRun
from core.jobs.models import JobState
from tests.jobs.workshop import Mark, Workshop, leave_mark


class InPieces:
    """Four pieces of a mark each; each attempt begins after the cursor. The first attempt fails inside piece 3."""

    def __init__(self) -> None:
        self.began_at: list[int] = []

    async def handle(self, run: JobRun, _message: Mark) -> None:
        done = int(run.cursor.get("pieces", 0))
        self.began_at.append(done)
        for number in range(done + 1, 5):
            async with run.piece({"pieces": number}, 25 * number, f"{number} of 4") as uow:
                await leave_mark(uow, run.job.id, f"piece {number}")
                if number == 3 and run.job.attempt == 1:
                    raise ValueError("stumbled")
        async with run.finish({"pieces": 4}) as uow:
            await leave_mark(uow, run.job.id, "the end")


async def test_a_second_attempt_goes_on_after_the_last_whole_piece(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    work = InPieces()
    assert await workshop.run(job_id, work.handle) is JobState.QUEUED
    row = await workshop.row(job_id)
    assert (row.cursor, row.progress, row.progress_note) == ({"pieces": 2}, 50, "2 of 4")
    assert await workshop.marks(job_id) == ["piece 1", "piece 2"]
    await workshop.make_due(job_id)
    assert await workshop.run(job_id, work.handle) is JobState.DONE
    row = await workshop.row(job_id)
    assert (row.cursor, row.progress, row.progress_note) == ({"pieces": 4}, 100, None)
    assert row.result == {"pieces": 4}
    assert work.began_at == [0, 2]
    assert await workshop.marks(job_id) == ["piece 1", "piece 2", "piece 3", "piece 4", "the end"]


@pytest.mark.parametrize(("told", "shown"), [(-5, 0), (0, 0), (42, 42), (99, 99), (100, 99), (1000, 99)])
async def test_progress_stays_within_0_and_99_until_the_job_is_done(workshop: Workshop, told: int, shown: int) -> None:
    seen: list[tuple[int, str | None]] = []

    async def handle(run: JobRun, _message: Mark) -> None:
        await run.progress(told, "by progress")
        row = await workshop.row(run.job.id)
        seen.append((row.progress, row.progress_note))
        async with run.piece({"at": 1}, told, "by piece"):
            pass
        row = await workshop.row(run.job.id)
        seen.append((row.progress, row.progress_note))

    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, handle) is JobState.DONE
    assert seen == [(shown, "by progress"), (shown, "by piece")]
    assert (await workshop.row(job_id)).progress == 100


async def test_progress_never_goes_back_for_the_person(workshop: Workshop) -> None:
    seen: list[int] = []

    async def handle(run: JobRun, _message: Mark) -> None:
        for percent in (10, 60, 30):
            await run.progress(percent)
            seen.append((await workshop.row(run.job.id)).progress)
        if run.job.attempt == 1:
            raise ValueError("again from the start")

    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, handle) is JobState.QUEUED
    await workshop.make_due(job_id)
    assert await workshop.run(job_id, handle) is JobState.DONE
    assert seen == [10, 60, 60, 60, 60, 60]


async def test_each_step_extends_the_lease(workshop: Workshop) -> None:
    async def handle(run: JobRun, _message: Mark) -> None:
        for step in (run.piece({"at": 1}, 1), run.piece({"at": 2}, 2)):
            await workshop.lapse(run.job.id)
            async with step:
                pass
            row = await workshop.row(run.job.id)
            assert row.lease_until is not None
            assert 25 < (row.lease_until - workshop.platform.clock.now()).total_seconds() <= 31
        await run.progress(3)

    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, handle) is JobState.DONE


async def test_a_job_of_the_platform_has_no_person(workshop: Workshop) -> None:
    seen: list[object] = []

    async def handle(run: JobRun, _message: Mark) -> None:
        async with run.read() as read:
            seen.append(read.user_id)
        with pytest.raises(RuntimeError, match=r"tests\.mark belongs to no person"):
            _ = run.person
        async with run.finish() as uow:
            seen.append(uow.user_id)
            await leave_mark(uow, run.job.id, "by the system")

    job_id = await workshop.enqueue()
    await workshop.change(job_id, user_id=None)
    assert await workshop.run(job_id, handle) is JobState.DONE
    assert (seen, await workshop.marks(job_id)) == ([None, None], ["by the system"])
