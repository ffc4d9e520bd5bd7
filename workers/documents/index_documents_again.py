from typing import Final
from uuid import UUID

from core.documents.messages import FindOldVectors, IndexDocumentsAgain
from core.documents.old_vectors import (
    count_documents_to_index,
    documents_to_index,
    index_again,
    people_with_old_vectors,
)
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.documents.make_chunks import make_chunks, with_text
from workers.runtime import Tools

BATCH: Final = 20
PEOPLE: Final = 500


def bind(tools: Tools) -> JobHandler:
    """Indexes a person's documents anew, a batch a piece: a job that is cut off goes on after its last whole batch.

    A document stays findable by its old pieces until its new ones replace them; a failure changes nothing about it.
    """
    platform = tools.platform

    async def handle(run: JobRun, message: IndexDocumentsAgain) -> None:
        version = tools.embedder.version
        after = UUID(run.cursor["after"]) if "after" in run.cursor else None
        done = int(run.cursor.get("done", 0))
        async with run.read() as read:
            left = await count_documents_to_index(read.session, run.person, version, every=message.every)
        # Of all, those done are counted with the rest; of the old ones, what was done is old no more.
        whole = left if message.every else done + left
        while True:
            async with run.read() as read:
                batch = await documents_to_index(
                    read.session, run.person, version, every=message.every, after=after, limit=BATCH
                )
            if not batch:
                break
            for document_id in batch:
                await _index(run, document_id)
            after, done = batch[-1], done + len(batch)
            cursor = {"after": str(after), "done": done}
            async with run.piece(cursor, 100 * done // max(whole, 1), f"{done} / {whole}"):
                pass
        async with run.finish({"documents": done}):
            pass

    async def _index(run: JobRun, document_id: UUID) -> None:
        async with run.read() as read:
            document = await with_text(read, run.person, document_id)
        if document is not None:
            chunks = await make_chunks(tools.embedder, document)
            await platform.index.replace(run.person, document_id, tools.embedder.version, chunks)

    return JobHandler(IndexDocumentsAgain, handle)


def bind_find(tools: Tools) -> JobHandler:
    """Enqueues that for everybody who has old vectors, once a person and embedder."""
    del tools

    async def handle(run: JobRun, message: FindOldVectors) -> None:
        after = UUID(run.cursor["after"]) if "after" in run.cursor else None
        found = int(run.cursor.get("people", 0))
        while True:
            async with run.read() as read:
                people = await people_with_old_vectors(read.session, message.embedder, after=after, limit=PEOPLE)
            if not people:
                break
            after, found = people[-1], found + len(people)
            async with run.piece({"after": str(after), "people": found}, 0) as uow:
                for person in people:
                    await index_again(uow, person, message)
        async with run.finish({"people": found}):
            pass

    return JobHandler(FindOldVectors, handle)
