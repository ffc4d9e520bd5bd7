from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from core.adapters.wiring import Platform
from core.documents.messages import FindOldVectors, IndexDocumentsAgain
from core.documents.models import DocumentChunkRow, DocumentRow, DocumentStatus, UploadPurpose, UploadRow
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobHandler
from core.jobs.models import JobRow, JobState
from core.ports.search_index import Chunk
from ml.embeddings.hashed import VERSION, HashedEmbedder
from tests.support.jobs import do_jobs, do_system_jobs
from tests.support.people import Person
from workers.documents import index_documents_again
from workers.schedule import enqueue_after_upgrade

OLD = "hashed-0"
Handlers = Mapping[str, JobHandler]


async def _file(platform: Platform, person: Person, name: str, embedder: str, text: str = "Taxi ride home") -> UUID:
    assert person.user_id is not None
    about = {"user_id": person.user_id, "filename": name, "content_type": "image/png", "size": 1, "storage_key": "k"}
    upload = UploadRow(id=new_id(), purpose=UploadPurpose.DOCUMENT, expires_at=platform.clock.now(), **about)
    ready = DocumentStatus.READY
    document = DocumentRow(id=new_id(), upload_id=upload.id, status=ready, page_texts=[text], **about)
    async with platform.database.unit_of_work(person.user_id) as uow:
        uow.session.add(upload)
        await uow.session.flush()
        uow.session.add(document)
    vector = [1.0] + [0.0] * 383
    await platform.index.replace(person.user_id, document.id, embedder, [Chunk(0, 1, "old words", vector)])
    return document.id


async def _embedders(platform: Platform, person: Person) -> dict[UUID, set[str]]:
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        rows = await read.session.execute(select(DocumentChunkRow.document_id, DocumentChunkRow.embedder))
    found: dict[UUID, set[str]] = {}
    for document_id, embedder in rows:
        found.setdefault(document_id, set()).add(embedder)
    return found


async def _jobs(platform: Platform, person: Person) -> list[JobRow]:
    asked = (JobRow.user_id == person.user_id, JobRow.name == IndexDocumentsAgain.name)
    async with platform.database.read_system() as read:
        return list((await read.session.execute(select(JobRow).where(*asked).order_by(JobRow.created_at))).scalars())


async def test_after_an_upgrade_everybodys_old_vectors_are_made_anew_once(
    platform: Platform, handlers: Handlers, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    other = await another()
    old = await _file(platform, person, "old.png", OLD, "Такси до дома")
    new = await _file(platform, person, "new.png", VERSION)
    theirs = await _file(platform, other, "theirs.png", OLD)
    embedder = HashedEmbedder()
    assert person.user_id is not None
    question = ("taxi", embedder.embed(["taxi"])[0], embedder.version, 5)
    assert old not in {hit.document_id for hit in await platform.index.search(person.user_id, *question)}

    async with platform.database.system_unit_of_work() as uow:  # other tests may have run the scheduler
        await uow.session.execute(delete(JobRow).where(JobRow.name == FindOldVectors.name))
    assert await enqueue_after_upgrade(platform.database, VERSION) is not None
    assert await enqueue_after_upgrade(platform.database, VERSION) is None
    assert (await do_system_jobs(platform, handlers))[FindOldVectors.name] is JobState.DONE
    for someone in (person, other):
        assert await do_jobs(platform, handlers, someone.user_id) == {IndexDocumentsAgain.name: JobState.DONE}

    assert await _embedders(platform, person) == {old: {VERSION}, new: {VERSION}}
    assert await _embedders(platform, other) == {theirs: {VERSION}}
    assert old in {hit.document_id for hit in await platform.index.search(person.user_id, *question)}
    for someone in (person, other):
        assert [job.result for job in await _jobs(platform, someone)] == [{"documents": 1}]


async def test_who_had_their_turn_is_asked_again_only_by_an_operator(
    platform: Platform, handlers: Handlers, person: Person
) -> None:
    await _file(platform, person, "old.png", OLD)
    for again, jobs in ((False, 1), (False, 1), (True, 2)):
        async with platform.database.system_unit_of_work() as uow:
            await enqueue(uow, FindOldVectors(embedder=VERSION, again=again))
        await do_system_jobs(platform, handlers)
        assert len(await _jobs(platform, person)) == jobs


async def test_a_job_that_was_cut_off_goes_on_after_its_last_batch(
    platform: Platform, handlers: Handlers, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_documents_again, "BATCH", 2)
    documents = sorted([await _file(platform, person, f"{place}.png", OLD) for place in range(5)])
    replace, replaced = platform.index.replace, []

    async def fail_at_the_fourth(user_id: UUID, document_id: UUID, embedder: str, chunks: list[Chunk]) -> None:
        replaced.append(document_id)
        if len(replaced) == 4:
            raise ConnectionResetError("the index went away")
        await replace(user_id, document_id, embedder, chunks)

    monkeypatch.setattr(platform.index, "replace", fail_at_the_fourth)
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        await enqueue(uow, IndexDocumentsAgain())
    assert await do_jobs(platform, handlers, person.user_id) == {IndexDocumentsAgain.name: JobState.QUEUED}
    (job,) = await _jobs(platform, person)
    assert (job.cursor, job.progress) == ({"after": str(documents[1]), "done": 2}, 40)

    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(JobRow).values(run_at=platform.clock.now() - timedelta(minutes=1)))
    assert await do_jobs(platform, handlers, person.user_id) == {IndexDocumentsAgain.name: JobState.DONE}
    assert await _embedders(platform, person) == {document: {VERSION} for document in documents}
    # The third was indexed, but its batch was not whole: it is old no more and not indexed twice.
    assert replaced == [*documents[:4], *documents[3:]]
    (job,) = await _jobs(platform, person)
    assert job.progress == 100


async def test_every_document_is_indexed_again_when_asked_and_what_is_not_ready_is_left_alone(
    platform: Platform, handlers: Handlers, person: Person
) -> None:
    first, second = [await _file(platform, person, name, VERSION) for name in ("a.png", "b.png")]
    failed = await _file(platform, person, "failed.png", OLD)
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        status = {"status": DocumentStatus.FAILED}
        await uow.session.execute(update(DocumentRow).where(DocumentRow.id == failed).values(status))
        # As of an index outside the database: nothing here says who made its vectors.
        await uow.session.execute(delete(DocumentChunkRow).where(DocumentChunkRow.document_id != failed))
        await enqueue(uow, IndexDocumentsAgain(every=True))
        await enqueue(uow, IndexDocumentsAgain())
    assert await do_jobs(platform, handlers, person.user_id) == {IndexDocumentsAgain.name: JobState.DONE}
    assert await _embedders(platform, person) == {first: {VERSION}, second: {VERSION}, failed: {OLD}}
    assert [job.result for job in await _jobs(platform, person)] == [{"documents": 2}, {"documents": 0}]
