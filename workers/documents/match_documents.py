from core.documents.matching.match_documents import match_documents
from core.documents.matching.request_matching import newer_waits
from core.documents.messages import MatchDocuments
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Ties documents to payments in one transaction, under the person's lock.

    A hundred receipts sent at once ask a hundred times: whoever sees another request behind leaves it to that.
    """

    async def handle(run: JobRun, message: MatchDocuments) -> None:
        if await newer_waits(run):
            async with run.finish({"left_to": "a later one"}):
                return
        result: dict[str, int] = {}
        async with run.finish(result) as uow:
            result["matches"] = await match_documents(uow, tools.matcher)

    return JobHandler(MatchDocuments, handle)
