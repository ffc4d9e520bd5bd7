from datetime import date

import pytest

from core.adapters.wiring import Platform
from core.documents.chunk_text import chunk_pages
from core.documents.models import DocumentRow, DocumentStatus, UploadPurpose, UploadRow
from core.ids import new_id
from core.ports.document_reader import DocumentKind
from core.ports.search_index import Chunk
from ml.embeddings.hashed import HashedEmbedder
from tests.support.people import Person

ASK = """query($q: String!) { askDocuments(question: $q) {
  hits { document { filename } page box { left top right bottom } snippets { text isHighlighted } }
  understood { topic kind datedFrom datedTo atLeast atMost currency merchant } relaxed emptyBecause } }"""
KETTLE = "COPPER KETTLE\n12/03/2026\n2 x Cappuccino large 8.00\nTea 1.40\nTOTAL GBP 9.40"
BOXES = [[[0.1, 0.1, 0.9, 0.2], None, None, [0.1, 0.4, 0.8, 0.5], [0.2, 0.7, 0.9, 0.8]]]
RENT = "ДОГОВОР № 42\n01.02.2026\nАренда офисного помещения\nСтоимость 38 000,00 руб."
LAPTOP = "СЧЁТ № 7 от 15.04.2026\nНоутбук 15 дюймов\nИтого 72 000,00 руб."

Facts = tuple[DocumentKind, date, int, str]


async def _file(platform: Platform, person: Person, name: str, text: str, facts: Facts) -> None:
    kind, day, minor, currency = facts
    assert person.user_id is not None
    about = {"user_id": person.user_id, "filename": name, "content_type": "image/png", "size": 1, "storage_key": "k"}
    upload = UploadRow(id=new_id(), purpose=UploadPurpose.DOCUMENT, expires_at=platform.clock.now(), **about)
    document = DocumentRow(
        id=new_id(),
        upload_id=upload.id,
        status=DocumentStatus.READY,
        kind=kind,
        merchant=text.partition("\n")[0].title() if kind is DocumentKind.RECEIPT else None,
        dated_on=day,
        total_minor=minor,
        currency=currency,
        page_texts=[text],
        **about,
    )
    async with platform.database.unit_of_work(person.user_id) as uow:
        uow.session.add(upload)
        await uow.session.flush()
        uow.session.add(document)
    embedder = HashedEmbedder()
    pieces = chunk_pages([text], BOXES if text == KETTLE else ())
    vectors = embedder.embed([piece.text for piece in pieces])
    chunks = [
        Chunk(place, piece.page, piece.text, vector, piece.box)
        for place, (piece, vector) in enumerate(zip(pieces, vectors, strict=True))
    ]
    await platform.index.replace(person.user_id, document.id, embedder.version, chunks)


@pytest.fixture
async def library(platform: Platform, person: Person) -> None:
    await _file(platform, person, "coffee.png", KETTLE, (DocumentKind.RECEIPT, date(2026, 3, 12), 940, "GBP"))
    await _file(platform, person, "rent.pdf", RENT, (DocumentKind.CONTRACT, date(2026, 2, 1), 3_800_000, "RUB"))
    await _file(platform, person, "laptop.pdf", LAPTOP, (DocumentKind.INVOICE, date(2026, 4, 15), 7_200_000, "RUB"))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("кофе в марте 2026", ["coffee.png"]),
        ("coffee in April 2026", []),
        ("кофе дороже 5 фунтов", ["coffee.png"]),
        ("кофе дороже 300", []),
        ("notebook computer invoice spring 2026", ["laptop.pdf"]),
        ("office lease", ["rent.pdf"]),
        ("contracts of 2026", ["rent.pdf"]),
        ("от 30 до 80 тысяч рублей", ["laptop.pdf", "rent.pdf"]),
        ("чек из copper kettle", ["coffee.png"]),
        ("договор на кофе", ["coffee.png"]),  # no contract is about coffee, so the kind is given up
        ("саксофон", []),
        ("'; DROP TABLE documents; --", []),
        ("🍕", []),
    ],
)
async def test_questions_are_answered(person: Person, question: str, found: list[str]) -> None:
    answer = (await person.ask(ASK, q=question))["askDocuments"]
    assert [hit["document"]["filename"] for hit in answer["hits"]] == found
    assert (answer["emptyBecause"] is None) == bool(found)


@pytest.mark.usefixtures("library")
async def test_what_was_understood_and_where_it_stands_is_said(person: Person) -> None:
    answer = (await person.ask(ASK, q="чек за кофе от 5 до 20 фунтов в марте 2026"))["askDocuments"]
    assert answer["understood"] == {
        "topic": "за кофе",
        "kind": "RECEIPT",
        "datedFrom": "2026-03-01",
        "datedTo": "2026-03-31",
        "atLeast": "5",
        "atMost": "20",
        "currency": "GBP",
        "merchant": None,
    }
    (hit,) = answer["hits"]
    assert hit["box"] == pytest.approx({"left": 0.1, "top": 0.1, "right": 0.9, "bottom": 0.8})
    assert [run["text"] for run in hit["snippets"] if run["isHighlighted"]] == ["Cappuccino"]


@pytest.mark.usefixtures("library")
async def test_an_empty_answer_says_why(person: Person) -> None:
    reasons = {
        question: (await person.ask(ASK, q=question))["askDocuments"]["emptyBecause"]
        for question in ("покажи мне все", "чеки за май 2020", "саксофон")
    }
    assert list(reasons.values()) == ["NOTHING_ASKED", "NO_DOCUMENTS_PASS", "NOTHING_FITS"]


@pytest.mark.usefixtures("library")
async def test_what_was_given_up_is_said(person: Person) -> None:
    answer = (await person.ask(ASK, q="договор на кофе"))["askDocuments"]
    assert answer["relaxed"] == ["KIND"]
    answer = (await person.ask(ASK, q="кофе на сумму 8.00"))["askDocuments"]
    assert answer["relaxed"] == ["AMOUNT"]


@pytest.mark.parametrize("question", ["", "  ", "x" * 501])
async def test_a_question_of_no_or_too_many_characters_is_refused(person: Person, question: str) -> None:
    assert await person.error_code(ASK, q=question) == "INVALID_QUERY"
