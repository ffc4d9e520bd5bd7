"""Files that are small and unpack to much are refused before they are opened, whatever they are called."""

import base64
import io
import zipfile
import zlib

import pytest

from core.adapters.statements.detect import FILE_PARSERS
from core.ports.document_reader import UnreadableDocumentError
from core.ports.statement_parser import StatementError
from ml.documents.open_pdf import open_pdf
from ml.documents.refuse_pdf_bombs import PdfBombError, refuse_pdf_bombs
from tests.support.lzw import lzw
from tests.support.peak_memory import peak_memory

pytestmark = pytest.mark.security
MEGABYTE = 1024 * 1024


def deflated(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def pdf_of(stream: bytes, words: bytes = b"/Filter/FlateDecode") -> bytes:
    """A page with a file attached."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.xml) 4 0 R]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
        b"<</Type/Filespec/F(a.xml)/EF<</F 5 0 R>>>>",
        b"<</Type/EmbeddedFile%s/Length %d>>stream\n%s\nendstream" % (words, len(stream), stream),
    ]
    content = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(content)


BOMBS = {
    "one layer": pdf_of(deflated(200)),
    "two layers": pdf_of(zlib.compress(deflated(200)), b"/Filter[/FlateDecode/FlateDecode]"),
    "hidden name": pdf_of(deflated(200), b"/F#69lter/Fl#61teDecode"),
    "spelt in base 85": pdf_of(base64.a85encode(deflated(200)) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode]"),
    "spelt in base 16": pdf_of(deflated(200).hex("\n", 32).encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]"),
    "LZW": pdf_of(lzw(bytes(70 * MEGABYTE)), b"/Filter/LZ#57Decode"),
    "LZW spelt in base 16": pdf_of(lzw(bytes(70 * MEGABYTE)).hex().encode(), b"/Filter[/AHx/LZW]"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_pdf_that_unpacks_to_much_is_not_opened(name: str) -> None:
    content = BOMBS[name]
    assert len(content) < MEGABYTE
    with (
        peak_memory() as peak,
        pytest.raises(UnreadableDocumentError, match="unpacks to more"),
        open_pdf(content),
    ):
        pass
    assert peak.size < 16 * MEGABYTE


def test_an_ordinary_pdf_is_no_bomb() -> None:
    refuse_pdf_bombs(pdf_of(deflated(100)))
    with open_pdf(pdf_of(zlib.compress(b"<a/>"))) as pdf:
        assert pdf.attached_xml(100) == [b"<a/>"]


@pytest.mark.parametrize(
    ("packed", "words"),
    [
        (zlib.compress(b"<a/>"), b"/Subtype/text#2Fxml/Filter/FlateDecode"),  # as the standard of e-invoices wants it
        (base64.a85encode(zlib.compress(b"<a/>")) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode]"),
        (lzw(b"<a/>"), b"/Filter/LZWDecode"),
    ],
)
def test_what_programs_write_is_opened(packed: bytes, words: bytes) -> None:
    with open_pdf(pdf_of(packed, words)) as pdf:
        assert pdf.attached_xml(100) == [b"<a/>"]


def test_many_streams_together_are_a_bomb_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ml.documents.refuse_pdf_bombs.MOST_IN_ALL", 3 * MEGABYTE)
    refuse_pdf_bombs(pdf_of(deflated(2)))
    with pytest.raises(PdfBombError):
        refuse_pdf_bombs(pdf_of(deflated(2)) + pdf_of(deflated(2)))


def test_a_file_of_nothing_but_parts_is_refused_soon() -> None:
    with pytest.raises(PdfBombError, match="more parts"):
        refuse_pdf_bombs(b"%PDF-1.7\n" + b"<<>>stream\n" * 100_001)


def test_what_stands_behind_an_inner_layer_counts() -> None:
    inside = zlib.compress(b"a") + bytes(200 * MEGABYTE)
    with pytest.raises(PdfBombError):
        refuse_pdf_bombs(pdf_of(zlib.compress(inside), b"/Filter[/FlateDecode/FlateDecode]"))


def test_a_workbook_that_unpacks_to_much_is_not_opened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(MEGABYTE))
        archive.infolist()[1].file_size = 1100 * MEGABYTE  # as its directory will tell
    (parser,) = [each for each in FILE_PARSERS if type(each).__name__ == "XlsxParser"]
    with pytest.raises(StatementError) as refused:
        parser.parse(file)
    assert refused.value.reason == "TOO_LARGE"
