import structlog
from sqlalchemy import select

from core.accounts.categorising.evaluate_feedback import evaluate_feedback, month_before
from core.accounts.categorising.models import CategoriserEvaluationRow
from core.accounts.messages import EvaluateFeedback
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools

log = structlog.get_logger()


def bind(tools: Tools) -> JobHandler:
    """Counts how people took a month's categories. It is asked daily, and does last month once."""
    clock = tools.platform.clock

    async def handle(run: JobRun, message: EvaluateFeedback) -> None:
        month = message.month or month_before(clock.now().date())
        async with run.read() as read:
            done = (
                await read.session.execute(
                    select(CategoriserEvaluationRow.id).where(CategoriserEvaluationRow.month == month).limit(1)
                )
            ).first()
        if done is not None and message.month is None:
            async with run.finish({"month": month.isoformat(), "evaluated": False}):
                return
        async with run.finish({"month": month.isoformat(), "evaluated": True}) as uow:
            rows = await evaluate_feedback(uow, month, clock.now())
        for row in rows:
            log.info(
                "categoriser_evaluated",
                month=month.isoformat(),
                decided_by=row.decided_by.value,
                kept=row.kept,
                accepted=row.accepted,
                corrected=row.corrected,
                rejected=row.rejected,
                precision=str(row.precision),
                change=str(row.change),
            )

    return JobHandler(EvaluateFeedback, handle)
