from core.adapters.wiring import Platform
from core.documents.models import DocumentRow, DocumentStatus, UploadPurpose, UploadRow
from core.ids import new_id
from core.ports.document_reader import DocumentKind
from core.ports.search_index import Chunk
from ml.embeddings.hashed import HashedEmbedder
from tests.cli.commands.conftest import SolventHere
from tests.support.people import Person

TEXT = "Coffee House receipt: flat white and almond croissant, total 22.50"


async def _file_receipt(platform: Platform, person: Person) -> str:
    assert person.user_id is not None
    upload, document = new_id(), new_id()
    common = {"user_id": person.user_id, "filename": "coffee.png", "content_type": "image/png", "size": 1}
    async with platform.database.unit_of_work(person.user_id) as uow:
        uow.session.add(
            UploadRow(
                id=upload,
                purpose=UploadPurpose.DOCUMENT,
                storage_key="k",
                expires_at=platform.clock.now(),
                **common,
            )
        )
        await uow.session.flush()
        uow.session.add(
            DocumentRow(
                id=document,
                upload_id=upload,
                storage_key="k",
                status=DocumentStatus.READY,
                kind=DocumentKind.RECEIPT,
                merchant="Coffee House",
                total_minor=2250,
                currency="GBP",
                **common,
            )
        )
    embedder = HashedEmbedder()
    chunk = Chunk(0, 1, TEXT, embedder.embed([TEXT])[0])
    await platform.index.replace(person.user_id, document, embedder.version, [chunk])
    return str(document)


async def test_a_document_is_found_with_its_highlights(
    solvent_here: SolventHere, platform: Platform, person: Person
) -> None:
    document = await _file_receipt(platform, person)
    asked = await solvent_here("search", "croissant", "--user", person.email, "--json")
    (hit,) = asked.lines
    assert asked.code == 0
    assert (hit["document"], hit["kind"], hit["merchant"], hit["page"]) == (document, "receipt", "Coffee House", 1)
    assert (hit["total"], hit["currency"]) == ("22.50", "GBP")
    assert [run["text"] for run in hit["snippets"] if run["highlighted"]] == ["croissant"]
    shown = await solvent_here("search", "croissant", "--user", person.email)
    assert "almond [croissant]" in shown.out


async def test_a_question_that_is_none_is_refused(solvent_here: SolventHere, person: Person) -> None:
    assert (await solvent_here("search", " ", "--user", person.email)).code == 2
    assert (await solvent_here("search", "coffee", "--limit", "0", "--user", person.email)).code == 2
