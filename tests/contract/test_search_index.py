"""What every SearchIndex does: PostgreSQL with pgvector, and a real Weaviate where WEAVIATE_URL names one."""

import asyncio
import os
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import create_async_engine

from core.adapters.search.postgres import PostgresSearchIndex
from core.adapters.search.weaviate import WeaviateSearchIndex
from core.ports.search_index import Chunk, Hit, SearchIndex
from tests.contract.character_vectors import character_vector
from tests.contract.search_schema import create_search_schema

EMBEDDER = "letters-1"
REAL_WEAVIATE = ["weaviate"] if "WEAVIATE_URL" in os.environ else []

TAXI = "Такси Яндекс. Поездка в аэропорт Шереметьево 12 марта, 1 450 ₽"
HOSTING = "Счёт за хостинг сервера, оплата за апрель. Договор № 42/2026"
INVOICE = "Invoice INV-2026-0042 for consulting services, payable within 30 days"
COFFEE = "Кофейня на Арбате: капучино, круассан. Итого 620 ₽"


@pytest.mark.skipif(
    not REAL_WEAVIATE, reason="the search suite was not run against a real Weaviate: WEAVIATE_URL not set"
)
def test_ran_against_a_real_weaviate() -> None:
    assert REAL_WEAVIATE


@pytest.fixture(scope="session")
async def app_url(postgres_owner_url: str) -> URL:
    return await create_search_schema(postgres_owner_url)


@pytest.fixture(params=["postgres", *REAL_WEAVIATE])
async def index(request: pytest.FixtureRequest, app_url: URL) -> AsyncIterator[SearchIndex]:
    if request.param == "postgres":
        engine = create_async_engine(app_url)
        yield PostgresSearchIndex(engine)
        await engine.dispose()
        return
    weaviate = WeaviateSearchIndex(
        os.environ["WEAVIATE_URL"],
        grpc_port=int(os.environ.get("WEAVIATE_GRPC_PORT", "50051")),
        api_key=os.environ.get("WEAVIATE_API_KEY"),
        collection="SolventContract",
    )
    yield weaviate
    await weaviate.close()


@pytest.fixture
def user() -> UUID:
    """A person of this test's own, so that tests can't see one another's chunks."""
    return uuid4()


def _chunk(text: str, ordinal: int = 0, page: int = 1) -> Chunk:
    return Chunk(ordinal, page, text, character_vector(text))


async def _add(index: SearchIndex, user: UUID, *texts: str) -> UUID:
    document = uuid4()
    await index.replace(
        user, document, EMBEDDER, [_chunk(text, number, number + 1) for number, text in enumerate(texts)]
    )
    return document


async def _search(index: SearchIndex, user: UUID, query: str, limit: int = 10) -> list[Hit]:
    return list(await index.search(user, query, character_vector(query), EMBEDDER, limit))


@pytest.fixture
async def library(index: SearchIndex, user: UUID) -> dict[str, UUID]:
    return {text: await _add(index, user, text) for text in (TAXI, HOSTING, INVOICE, COFFEE)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("такси в аэропорт", TAXI),
        ("поездки на такси", TAXI),
        ("счет за Хостинг", HOSTING),
        ("счета хостинга", HOSTING),
        ("договор 42/2026", HOSTING),
        ("consulting service invoices", INVOICE),
        ("INV-2026-0042", INVOICE),
        ("капучино и круассаны", COFFEE),
        ('"капучино" -круассан (кофе) & | ! :*', COFFEE),
    ],
)
async def test_finds_by_words_in_either_language(
    index: SearchIndex, user: UUID, library: dict[str, UUID], query: str, expected: str
) -> None:
    hits = await _search(index, user, query)
    assert (hits[0].document_id, hits[0].ordinal, hits[0].page, hits[0].text) == (library[expected], 0, 1, expected)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


async def test_finds_by_likeness_where_no_word_is_the_same(index: SearchIndex, user: UUID) -> None:
    document = await _add(index, user, "аэроэкспресс")
    assert [hit.document_id for hit in await _search(index, user, "аэроэкспрессом")] == [document]
    assert [hit.document_id for hit in await _search(index, user, "эроэкспресс")] == [document]


@pytest.mark.parametrize("query", ["ветеринарная клиника", "xylophone", "и в на", "", "   ", "?!", "\x00", "42" * 400])
@pytest.mark.usefixtures("library")
async def test_a_question_about_nothing_finds_nothing(index: SearchIndex, user: UUID, query: str) -> None:
    assert await _search(index, user, query) == []


async def test_shows_the_best_chunk_of_each_document_once(index: SearchIndex, user: UUID) -> None:
    document = await _add(index, user, "Оглавление", "Страховка автомобиля", "Страховка автомобиля каско на год")
    other = await _add(index, user, "Страховка квартиры")
    hits = await _search(index, user, "страховка автомобиля каско")
    assert [(hit.document_id, hit.ordinal, hit.page) for hit in hits] == [(document, 2, 3), (other, 0, 1)]


async def test_gives_no_more_than_asked_for(index: SearchIndex, user: UUID) -> None:
    for number in range(5):
        await _add(index, user, f"Договор аренды офиса номер {number}")
    assert len(await _search(index, user, "договор аренды", limit=3)) == 3
    assert len(await _search(index, user, "договор аренды", limit=100)) == 5


@pytest.mark.usefixtures("library")
async def test_nobody_finds_anothers_chunks(index: SearchIndex) -> None:
    stranger = uuid4()
    assert await _search(index, stranger, "такси в аэропорт") == []
    await _add(index, stranger, COFFEE)
    assert await _search(index, stranger, "такси в аэропорт") == []


async def test_nobody_removes_anothers_chunks(index: SearchIndex, user: UUID, library: dict[str, UUID]) -> None:
    await index.remove(uuid4(), library[TAXI])
    assert (await _search(index, user, "такси"))[0].document_id == library[TAXI]


async def test_replaces_all_chunks_of_a_document(index: SearchIndex, user: UUID) -> None:
    document = await _add(index, user, "Старая версия договора", "Второй лист: пеня")
    await index.replace(user, document, EMBEDDER, [_chunk("Новая редакция соглашения")])
    await index.replace(user, document, EMBEDDER, [_chunk("Новая редакция соглашения")])
    assert await _search(index, user, "пеня") == []
    assert [hit.text for hit in await _search(index, user, "соглашение")] == ["Новая редакция соглашения"]
    await index.replace(user, document, EMBEDDER, [])
    assert await _search(index, user, "соглашение") == []


async def test_removes_a_document_once_or_twice(index: SearchIndex, user: UUID, library: dict[str, UUID]) -> None:
    await index.remove(user, library[TAXI])
    await index.remove(user, library[TAXI])
    assert await _search(index, user, "такси") == []
    assert (await _search(index, user, "хостинг"))[0].document_id == library[HOSTING]


async def test_compares_vectors_of_one_embedder_only(index: SearchIndex, user: UUID) -> None:
    document = uuid4()
    await index.replace(user, document, "another-2", [_chunk("аэроэкспресс")])
    assert await _search(index, user, "эроэкспресс") == []
    assert [hit.document_id for hit in await _search(index, user, "аэроэкспресс")] == [document]


async def test_takes_a_chunk_without_letters(index: SearchIndex, user: UUID) -> None:
    document = uuid4()
    zero = [0.0] * len(character_vector(""))
    await index.replace(user, document, EMBEDDER, [Chunk(0, 1, "", zero), Chunk(1, 1, "Ромашка\x00 чай", zero)])
    assert [hit.ordinal for hit in await _search(index, user, "ромашка")] == [1]


async def test_two_workers_on_one_document_leave_one_version(index: SearchIndex, user: UUID) -> None:
    document = uuid4()
    versions = [[_chunk(f"издание {word}", n) for n in range(20)] for word in ("первое", "второе", "третье", "пятое")]
    await asyncio.gather(*(index.replace(user, document, EMBEDDER, chunks) for chunks in versions))
    found = [len(await _search(index, user, word)) for word in ("первое", "второе", "третье", "пятое")]
    assert len(await _search(index, user, "издание")) == 1
    assert sum(found) == 1


async def test_is_ready(index: SearchIndex) -> None:
    await index.ready()
