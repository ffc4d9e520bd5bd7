import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ctypes import byref
from typing import Any, BinaryIO, Final

from core.adapters.statements.pdf.check_streams import check_streams
from core.adapters.statements.pdf.page_lines import Letter, Line, lines_of_page
from core.ports.pdf_engine import ONE_PDF_AT_A_TIME
from core.ports.statement_parser import StatementError

_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_PAGES: Final = 2_000
_MOST_LETTERS: Final = 50_000
"""Of one page; a full one has 6,000."""
_MOST_SECONDS: Final = 120.0
_LEAST_LETTERS: Final = 20
"""A scan can have a stamp as text."""
_SURROGATES: Final = range(0xD800, 0xE000)
_MOST_CODE: Final = 0x110000
_QUARTER_TURNS: Final = {0: 0, 90: 1, 180: 2, 270: 3}


def read_pages(source: BinaryIO) -> list[Line]:
    """Every line of the text layer, page after page.

    Raises:
        StatementError: ENCRYPTED, BAD_PDF, NO_TEXT_LAYER for a scan, TOO_LARGE or TOO_SLOW.
    """
    source.seek(0)
    content = source.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise StatementError("TOO_LARGE", f"The PDF is larger than {_MOST_BYTES // 1024 // 1024} MiB.")
    check_streams(content)
    lines: list[Line] = []
    letters = 0
    deadline = time.monotonic() + _MOST_SECONDS
    with _opened(content) as document:
        for number in range(len(document)):
            with ONE_PDF_AT_A_TIME:
                found = list(_letters(document, number))
            letters += sum(letter is not None for letter in found)
            lines += lines_of_page(found, number, len(lines) + 1)
            if time.monotonic() > deadline:
                raise StatementError("TOO_SLOW", f"Reading the PDF took longer than {_MOST_SECONDS:.0f} seconds.")
    if letters < _LEAST_LETTERS:
        raise StatementError("NO_TEXT_LAYER", "The PDF is a scan without text. Ask the bank for the original file.")
    return lines


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """The document; the lock is held only while it is opened and closed."""
    with ONE_PDF_AT_A_TIME:
        document = _open(content)
    try:
        yield document
    finally:
        with ONE_PDF_AT_A_TIME:
            document.close()


def _open(content: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415 - heavy, and only workers read documents

    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise StatementError("ENCRYPTED", "The PDF is protected by a password. Save it without one.") from None
        raise StatementError("BAD_PDF", "The PDF is damaged.") from None
    if not 0 < pages <= _MOST_PAGES:
        document.close()
        if pages:
            raise StatementError("TOO_LARGE", f"The PDF has {pages} pages; {_MOST_PAGES} is the most.")
        raise StatementError("BAD_PDF", "The PDF has no pages.")
    return document


def _letters(document: Any, number: int) -> Iterator[Letter | None]:
    """The letters of a page in the order they were drawn; None for white space."""
    import pypdfium2  # noqa: PLC0415 - as above

    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            yield from _letters_of(text, page)
    except pypdfium2.PdfiumError:
        raise StatementError("BAD_PDF", f"Page {number + 1} of the PDF is damaged.") from None


def _letters_of(text: Any, page: Any) -> Iterator[Letter | None]:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

    count = text.count_chars()
    if count > _MOST_LETTERS:
        raise StatementError("TOO_LARGE", f"A page has {count} letters; {_MOST_LETTERS} is the most.")
    turns = _QUARTER_TURNS.get(page.get_rotation(), 0)
    box = pdfium.FS_RECTF()
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        letter = chr(code) if 0 < code < _MOST_CODE and code not in _SURROGATES else " "
        if letter.isspace() or not pdfium.FPDFText_GetLooseCharBox(text, index, byref(box)):
            yield None
        elif letter.isprintable():
            yield _turned(letter, (box.left, box.right, box.bottom, box.top), turns)


def _turned(letter: str, box: tuple[float, float, float, float], turns: int) -> Letter:
    """The letter where a person sees it. PDF measures upwards, and a page can be turned by quarters."""
    left, right, low, high = box
    if turns == 1:
        return Letter(letter, low, high, left, right)
    if turns == 2:  # noqa: PLR2004 - half a turn
        return Letter(letter, -right, -left, low, high)
    if turns == 3:  # noqa: PLR2004 - three quarters
        return Letter(letter, -high, -low, -right, -left)
    return Letter(letter, left, right, -high, -low)
