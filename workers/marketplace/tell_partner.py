from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.marketplace.messages import TellPartner
from core.marketplace.tell_partner import tell_partner
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Writes the event of a lead for its partner. A second try finds it written."""

    async def handle(run: JobRun, message: TellPartner) -> None:
        async with tools.platform.database.system_unit_of_work() as uow:
            await tell_partner(uow, message)
        async with run.finish():
            pass

    return JobHandler(TellPartner, handle)
