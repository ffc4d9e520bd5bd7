import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from cli.up.postgres_server import PostgresServer
from core.adapters.search import postgres as postgres_module
from core.adapters.search.postgres import PostgresSearchIndex
from core.ports.search_index import Chunk, SearchUnavailableError
from tests.contract.character_vectors import character_vector
from tests.contract.search_schema import create_search_schema

EMBEDDER = "letters-1"


@pytest.fixture(scope="module")
def owner_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with PostgresServer(tmp_path_factory.mktemp("postgres"), durable=False) as server:
        yield server.url


@pytest.fixture(scope="module")
async def app_url(owner_url: str) -> URL:
    return await create_search_schema(owner_url)


@pytest.fixture
async def engine(app_url: URL) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(app_url)
    yield engine
    await engine.dispose()


async def _add(index: PostgresSearchIndex, user: UUID, content: str) -> UUID:
    document = uuid4()
    await index.replace(user, document, EMBEDDER, [Chunk(0, 1, content, character_vector(content))])
    return document


async def test_row_level_security_alone_keeps_people_apart(engine: AsyncEngine) -> None:
    user, stranger = uuid4(), uuid4()
    index = PostgresSearchIndex(engine)
    await _add(index, user, "Договор аренды")
    count = text("SELECT count(*) FROM document_chunks WHERE user_id = :user_id")
    for person, seen in ((user, 1), (stranger, 0), (None, 0)):
        async with engine.begin() as connection:
            if person:
                await connection.execute(text("SELECT set_config('app.user_id', :id, true)"), {"id": str(person)})
            assert await connection.scalar(count, {"user_id": user}) == seen


async def test_the_person_is_forgotten_when_the_connection_goes_back(engine: AsyncEngine) -> None:
    await PostgresSearchIndex(engine).search(uuid4(), "договор", character_vector("договор"), EMBEDDER, 5)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT current_setting('app.user_id', true)")) == ""
        assert await connection.scalar(text("SHOW statement_timeout")) == "0"


async def test_the_floor_decides_what_likeness_alone_may_find(engine: AsyncEngine) -> None:
    user = uuid4()
    document = await _add(PostgresSearchIndex(engine), user, "аэроэкспресс до аэропорта")
    vector = character_vector("эроэкспресс")
    found = {}
    for floor in (0.25, 0.95):
        hits = await PostgresSearchIndex(engine, floor).search(user, "эроэкспресс", vector, EMBEDDER, 5)
        found[floor] = [hit.document_id for hit in hits]
    assert found == {0.25: [document], 0.95: []}


async def test_a_failed_replacement_leaves_the_old_chunks(engine: AsyncEngine) -> None:
    user, index = uuid4(), PostgresSearchIndex(engine)
    document = await _add(index, user, "Старая редакция")
    narrow = [Chunk(0, 1, "Новая редакция", character_vector("новая")), Chunk(1, 1, "узкий вектор", [0.5, 0.5])]
    with pytest.raises(SearchUnavailableError, match="SQLSTATE 22000"):
        await index.replace(user, document, EMBEDDER, narrow)
    hits = await index.search(user, "редакция", character_vector("редакция"), EMBEDDER, 5)
    assert [hit.text for hit in hits] == ["Старая редакция"]


async def test_a_slow_database_is_given_up_on(
    engine: AsyncEngine, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_module, "STATEMENT_TIMEOUT_MS", 200)
    owner = create_async_engine(owner_url.replace("postgresql://", "postgresql+asyncpg://"))
    async with asyncio.timeout(10), owner.begin() as connection:
        await connection.execute(text("LOCK TABLE document_chunks IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(SearchUnavailableError, match="SQLSTATE 57014"):
            await PostgresSearchIndex(engine).remove(uuid4(), uuid4())
    await owner.dispose()


async def test_a_database_without_the_table_is_not_ready(app_url: URL) -> None:
    engine = create_async_engine(app_url.set(database="postgres"))
    with pytest.raises(SearchUnavailableError, match="no table document_chunks"):
        await PostgresSearchIndex(engine).ready()
    await engine.dispose()


async def test_a_dead_database_is_a_typed_error(app_url: URL) -> None:
    engine = create_async_engine(app_url.set(port=9))
    index = PostgresSearchIndex(engine)
    with pytest.raises(SearchUnavailableError, match="does not answer"):
        await index.ready()
    with pytest.raises(SearchUnavailableError, match="does not answer"):
        await index.search(uuid4(), "договор", character_vector("договор"), EMBEDDER, 5)
    await engine.dispose()
