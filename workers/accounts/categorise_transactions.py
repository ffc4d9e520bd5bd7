import asyncio
from uuid import UUID

from core.accounts.categorise_batch import Batch, apply_rules, as_line, count_undecided, load_batch, store_decisions
from core.accounts.messages import CategoriseTransactions
from core.accounts.models import TransactionRow
from core.insights.request_insights import request_insights
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.ports.categoriser import Proposal
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Sorts a person's transactions in bounded batches; the cursor is the last id that was looked at."""

    async def handle(run: JobRun, message: CategoriseTransactions) -> None:
        seen = int(run.cursor.get("seen", 0))
        after = UUID(run.cursor["after"]) if "after" in run.cursor else None
        async with run.read() as read:
            total = seen + await count_undecided(read, run.person, message.account_id)
        while True:
            async with run.read() as read:
                batch = await load_batch(read, run.person, message.account_id, after)
            by_rule = apply_rules(batch)
            proposals = await _propose([row for row in batch.rows if row.id not in by_rule], batch)
            seen += len(batch.rows)
            after = batch.next_after
            if after is None:
                async with run.finish({"seen": seen}) as uow:
                    await store_decisions(uow, batch, by_rule, proposals)
                    await request_insights(uow)
                return
            cursor = {"seen": seen, "after": str(after)}
            async with run.piece(cursor, min(99, 100 * seen // max(total, 1)), f"{seen} of {total}") as uow:
                await store_decisions(uow, batch, by_rule, proposals)

    async def _propose(rows: list[TransactionRow], batch: Batch) -> dict[UUID, Proposal]:
        if not rows:
            return {}
        lines = [as_line(row) for row in rows]
        proposals = await asyncio.to_thread(lambda: tools.categoriser.propose(lines, batch.history))
        return {row.id: proposal for row, proposal in zip(rows, proposals, strict=True)}

    return JobHandler(CategoriseTransactions, handle)
