"""The reader as its users see it. Tests of OCR run where Tesseract is installed."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from core.ports.document_reader import DocumentKind, ReaderUnavailableError, UnreadableDocumentError
from ml.documents.as_json import document_to_json, error_to_json
from ml.documents.local_reader import LocalReader
from ml.documents.prepare_page import GreyImage
from ml.documents.rapid_ocr import RapidOcr
from ml.documents.read_picture import Engines
from ml.documents.reader import load_reader
from ml.documents.recognise_text import RecognitionTimeoutError, Tesseract
from ml.documents.text_line import TextLine, lines_of
from tests.fixtures.documents.generate import Truth, english_receipt, invoice_pdf, russian_act, russian_receipt
from tests.fixtures.documents.picture import encoded
from tests.fixtures.documents.receipts import draw_english_receipt
from tests.ml.documents import texts
from tests.support.in_time import HELD_UP_AT_TIMES, in_time

needs_tesseract = pytest.mark.skipif(
    not load_reader().available(),
    reason="Tesseract is not installed here (apt-get install tesseract-ocr tesseract-ocr-rus)",
)


class NoTesseract(Tesseract):
    def available(self) -> bool:
        return False


class ReadsAloud(Tesseract):
    """Stands in for the program: every picture holds the same text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.asked: list[Sequence[str]] = []

    def available(self) -> bool:
        return True

    def lines(self, image: GreyImage, languages: Sequence[str], segmentation: int, page: int) -> list[TextLine]:
        assert image.ndim == 2
        assert segmentation in {4, 6}
        self.asked.append(languages)
        return lines_of(self.text, page)

    def quarter_turns(self, image: GreyImage) -> int:
        assert image.ndim == 2
        return 0


class NoRapid(RapidOcr):
    def available(self) -> bool:
        return False


def reader_with(tesseract: Tesseract) -> LocalReader:
    """With that one engine only."""
    return LocalReader(Engines(tesseract, NoRapid()))


class TakesForever(ReadsAloud):
    def lines(self, *_page: object) -> list[TextLine]:
        raise RecognitionTimeoutError


def blank_png(width: int = 200, height: int = 200) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height), 255).save(file, "PNG")
    return file.getvalue()


def striped_png() -> bytes:
    """A picture with something on it, for engines that stand in."""
    file = io.BytesIO()
    Image.fromarray(np.tile(np.repeat(np.array([[0], [255]], np.uint8), 10, axis=0), (10, 200))).save(file, "PNG")
    return file.getvalue()


def pdf(pages: Sequence[str], **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, **options)
    for text in pages:
        for index, line in enumerate(text.splitlines()):
            canvas.drawString(50, 750 - 20 * index, line)
        canvas.rect(50, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def assert_is(truth: Truth, content: bytes, filename: str) -> None:
    read = load_reader().read(content, filename)
    found = {name: field.value for name, field in read.fields.items() if name != "tax"}
    assert found == {
        "merchant": truth.merchant,
        "date": truth.date.isoformat(),
        "total": f"{truth.total:.2f}",
        "currency": truth.currency,
        "tax_id": truth.tax_id,
        "number": truth.number,
        "address": truth.address,
    }
    assert (read.kind.value, read.language, read.pages) == (truth.kind, truth.language, 1)
    assert [(item.description, item.quantity, item.amount) for item in read.line_items] == [
        (item.description, str(item.quantity), f"{item.amount:.2f}") for item in truth.items
    ]
    assert list(read.warnings) == []
    assert read.fields["total"].confidence >= 0.97


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_invoices_with_a_text_layer(language: str, seed: int) -> None:
    content, truth = invoice_pdf(seed, language)
    assert_is(truth, content, "invoice.pdf")


@pytest.mark.parametrize("seed", range(3))
def test_an_act(seed: int) -> None:
    content, truth = russian_act(seed)
    assert_is(truth, content, "act.pdf")


def test_a_text_layer_needs_no_engine() -> None:
    content, truth = invoice_pdf(1)
    read = reader_with(NoTesseract()).read(content, "invoice.pdf")
    assert read.engine == "text-layer"
    assert read.fields["merchant"].value == truth.merchant
    assert truth.number in read.text


def test_pictures_without_an_engine_are_unavailable() -> None:
    with pytest.raises(ReaderUnavailableError):
        reader_with(NoTesseract()).read(striped_png(), "receipt.png")


def test_scans_without_an_engine_are_unavailable() -> None:
    with pytest.raises(ReaderUnavailableError):
        reader_with(NoTesseract()).read(pdf(["", ""]), "scan.pdf")


def test_a_scanned_page_among_others_is_a_warning_without_an_engine() -> None:
    read = reader_with(NoTesseract()).read(pdf(["Invoice No: A-17 of a long text", ""]), "mixed.pdf")
    assert (read.pages, len(read.page_texts)) == (2, 2)
    assert list(read.warnings) == ["Page 2 is a scan and was not read: OCR is not installed here."]


def test_pages_without_text_are_read_by_the_engine() -> None:
    engine = ReadsAloud("Second page read aloud")
    progress: list[float] = []
    read = reader_with(engine).read(pdf(["Invoice No: A-17 of a long text", ""]), "mixed.pdf", progress.append)
    assert list(read.page_texts) == ["Invoice No: A-17 of a long text", "Second page read aloud"]
    assert read.text == "Invoice No: A-17 of a long text\fSecond page read aloud"
    assert read.engine == "text-layer + tesseract "
    assert progress == [0.5, 1.0]


def test_a_sure_reading_is_not_repeated() -> None:
    engine = ReadsAloud(texts.ENGLISH_RECEIPT)
    read = reader_with(engine).read(striped_png(), "receipt.png")
    assert read.kind is DocumentKind.RECEIPT
    assert read.fields["total"].value == "10.25"
    assert engine.asked == [("rus", "eng"), ("eng",)]


def test_a_doubtful_reading_is_repeated_three_times_at_most() -> None:
    engine = ReadsAloud("scribbles only")
    reader_with(engine).read(striped_png(), "receipt.png")
    assert engine.asked == [("rus", "eng"), ("eng",), ("eng",), ("eng",)]


def test_russian_and_german_pages_are_read_with_their_languages() -> None:
    russian, german = ReadsAloud(texts.RUSSIAN_RECEIPT), ReadsAloud(texts.GERMAN_INVOICE)
    assert reader_with(russian).read(striped_png(), "чек.png").language == "ru"
    assert reader_with(german).read(striped_png(), "rechnung.png").language == "de"
    assert russian.asked[1] == ("rus", "eng")
    assert german.asked[:2] == [("rus", "eng"), ("deu", "eng")]


def test_a_page_whose_heaviest_band_says_nothing_is_german_by_the_whole_of_it() -> None:
    class ReadsWholePagesAlone(ReadsAloud):
        def lines(self, image: GreyImage, languages: Sequence[str], segmentation: int, page: int) -> list[TextLine]:
            told = super().lines(image, languages, segmentation, page)
            return told if len(self.asked) > 1 else []

    german = ReadsWholePagesAlone(texts.GERMAN_INVOICE)
    assert reader_with(german).read(striped_png(), "rechnung.png").language == "de"
    assert german.asked[:3] == [("rus", "eng"), ("eng",), ("deu", "eng")]


def test_a_page_that_takes_too_long_is_a_warning() -> None:
    read = reader_with(TakesForever("")).read(striped_png(), "receipt.png")
    assert list(read.warnings) == ["Page 1 took too long and was not read.", "No text was found."]
    assert read.fields == {}


def test_an_encrypted_pdf_is_refused() -> None:
    content = pdf(["secret"], encrypt=StandardEncryption("open sesame"))
    with pytest.raises(UnreadableDocumentError, match="protected by a password"):
        load_reader().read(content, "secret.pdf")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00\xff" * 500, pdf(["Some text"])[:300]])
def test_a_damaged_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"damaged|no pages"):
        load_reader().read(content, "broken.pdf")


def test_a_pdf_without_pages_is_refused() -> None:
    document = pypdfium2.PdfDocument.new()
    file = io.BytesIO()
    document.save(file)
    document.close()
    with pytest.raises(UnreadableDocumentError, match=r"damaged|no pages"):
        load_reader().read(file.getvalue(), "empty.pdf")


def test_at_most_fifty_pages_are_read() -> None:
    read = reader_with(NoTesseract()).read(pdf([f"This is page number {page}" for page in range(1, 53)]), "book.pdf")
    assert (read.pages, len(read.page_texts)) == (52, 50)
    assert list(read.warnings) == ["Only the first 50 of 52 pages were read."]


def test_the_name_of_a_file_does_not_count() -> None:
    content, truth = invoice_pdf(2)
    assert load_reader().read(content, "photo.jpg").fields["number"].value == truth.number


def test_the_json_shape() -> None:
    content, truth = invoice_pdf(3)
    shown = document_to_json("invoice.pdf", load_reader().read(content, "invoice.pdf"))
    assert list(shown) == [
        "file", "kind", "language", "pages", "engine", "seconds", "text", "fields", "line_items",
        "tax_amounts", "warnings",
    ]  # fmt: skip
    assert list(shown["fields"]) == ["merchant", "date", "total", "currency", "tax_id", "address", "number", "tax"]
    assert set(shown["fields"]["date"]) == {"value", "confidence", "box"}
    assert shown["fields"]["date"]["value"] == truth.date.isoformat()
    assert set(shown["line_items"][0]) == {"description", "quantity", "amount", "box"}
    assert json.loads(json.dumps(shown, ensure_ascii=False)) == shown


def test_the_json_of_an_unread_file() -> None:
    error = UnreadableDocumentError("The file is empty.", field="file")
    assert error_to_json("a.jpg", error) == {
        "file": "a.jpg", "error": {"code": "UNREADABLE_DOCUMENT", "message": "The file is empty."},
    }  # fmt: skip


def test_a_field_that_was_not_found_is_null() -> None:
    read = reader_with(ReadsAloud("scribbles only")).read(striped_png(), "receipt.png")
    assert document_to_json("receipt.png", read)["fields"]["total"] is None


@needs_tesseract
def test_a_clean_russian_receipt() -> None:
    content, truth = russian_receipt(0)
    assert_is(truth, content, "чек.png")


@needs_tesseract
def test_a_clean_english_receipt() -> None:
    content, truth = english_receipt(1)
    assert_is(truth, content, "receipt.jpg")


@needs_tesseract
@pytest.mark.parametrize("receipt", [russian_receipt, english_receipt])
def test_receipts_that_look_photographed(receipt: Callable[..., tuple[bytes, Truth]]) -> None:
    content, truth = receipt(3, degraded=True)
    read = load_reader().read(content, "photo.jpg")
    expected = {
        "merchant": truth.merchant,
        "date": truth.date.isoformat(),
        "total": f"{truth.total:.2f}",
        "currency": truth.currency,
        "tax_id": truth.tax_id,
    }
    assert {name: read.fields[name].value for name in expected} == expected
    assert read.engine.startswith(("tesseract ", "rapidocr "))


@needs_tesseract
@pytest.mark.parametrize("turns", [1])
def test_a_page_on_its_side_is_turned(turns: int) -> None:
    picture, truth = draw_english_receipt(4)
    content = encoded(np.ascontiguousarray(np.rot90(picture, turns)), ".png")
    read = load_reader().read(content, "sideways.png")
    assert read.fields["total"].value == f"{truth.total:.2f}"
    assert read.fields["date"].value == truth.date.isoformat()


def test_tiny_and_empty_pictures_give_an_empty_answer() -> None:
    for size in ((1, 1), (3, 900), (900, 3), (200, 200)):
        read = reader_with(ReadsAloud("never asked")).read(blank_png(*size), "blank.png")
        assert read.fields == {}
        assert read.text == ""
        assert list(read.warnings) == ["No text was found."]


@needs_tesseract
def test_the_program_reads_nothing_off_noise_without_failing() -> None:
    noise = np.random.default_rng(7).integers(0, 255, (30, 60), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    assert load_reader().read(file.getvalue(), "noise.png").pages == 1


def test_importing_the_reader_loads_no_heavy_library() -> None:
    heavy = "{'cv2', 'numpy', 'PIL', 'pytesseract', 'pypdfium2', 'onnxruntime', 'zxingcpp'}"
    code = f"import sys, ml.documents.reader, ml.documents.as_json; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own code
    assert done.stdout == "[]\n"


@HELD_UP_AT_TIMES
def test_an_endless_line_is_no_trouble() -> None:
    started = time.perf_counter()
    text = "Total " + "1 234,56 часчас ИТОГО 12/12/2012 " * 30_000
    read = reader_with(ReadsAloud(text)).read(striped_png(), "receipt.png")
    assert len(read.text) > 900_000
    in_time(time.perf_counter() - started, 10)
