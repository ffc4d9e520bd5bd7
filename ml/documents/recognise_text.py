"""Tesseract behind one small class: a prepared page in, lines of text with confidence and place out."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from core.ports.document_reader import ReaderUnavailableError
from ml.documents.prepare_page import GreyImage
from ml.documents.text_line import Box, TextLine, joined

_PAGE_TIMEOUT_SECONDS: Final = 60
ONE_BLOCK: Final = 6
"""Page segmentation: one block of lines, best for receipts."""
ONE_COLUMN: Final = 4
"""Page segmentation: one column of lines of different sizes."""


class RecognitionTimeoutError(Exception):
    """A page took longer than a minute."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    confidence: float
    box: Box


class Tesseract:
    """The Tesseract program on this machine, if there is one."""

    def __init__(self, timeout_seconds: int = _PAGE_TIMEOUT_SECONDS) -> None:
        # Its threads spin and wait for each other: on two cores one thread is four times faster than all.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        self._timeout_seconds = timeout_seconds
        self._languages: frozenset[str] | None = None
        self._version = ""

    def available(self) -> bool:
        """Whether the program and at least one language are installed. Asked of the system once."""
        if self._languages is None:
            self._languages = self._installed()
        return bool(self._languages)

    @property
    def name(self) -> str:
        """The program and its version, as in `tesseract 5.3.0`."""
        return f"tesseract {self._version}" if self.available() else "tesseract"

    def lines(self, image: GreyImage, languages: Sequence[str], segmentation: int, page: int) -> list[TextLine]:
        """Read a page. Languages that are not installed are left out.

        Raises ReaderUnavailableError where nothing is installed, RecognitionTimeoutError where it takes too long.
        """
        import pytesseract  # noqa: PLC0415 - only workers read documents
        from PIL import Image  # noqa: PLC0415 - as above

        if not self.available():
            raise ReaderUnavailableError("Tesseract is not installed, so pictures and scans can't be read.")
        installed = self._languages or frozenset()
        chosen = [language for language in languages if language in installed] or sorted(installed - {"osd"})[:1]
        picture = Image.fromarray(image)
        # How it is handed over: packing a photograph as PNG takes a tenth of the time of reading it.
        picture.format = "PPM"
        try:
            table = pytesseract.image_to_data(
                picture,
                lang="+".join(chosen),
                config=f"--psm {segmentation}",
                output_type=pytesseract.Output.DICT,
                timeout=self._timeout_seconds,
            )
        except pytesseract.TesseractNotFoundError as error:
            raise ReaderUnavailableError("Tesseract is no longer installed.") from error
        except pytesseract.TesseractError as error:
            raise ReaderUnavailableError(f"Tesseract failed: {error.message}.") from error
        except RuntimeError as error:
            raise RecognitionTimeoutError(str(error)) from error
        return _lines(table, page)

    def quarter_turns(self, image: GreyImage) -> int:
        """How often to turn the page by 90° clockwise until it stands upright, 0 to 3; 0 where that can't be told."""
        import pytesseract  # noqa: PLC0415 - as above

        if not self.available() or "osd" not in (self._languages or ()):
            return 0
        try:
            found = pytesseract.image_to_osd(
                image, config="--psm 0", output_type=pytesseract.Output.DICT, timeout=self._timeout_seconds
            )
        except (pytesseract.TesseractError, RuntimeError, UnicodeDecodeError):
            return 0  # too few letters to tell, or too slow
        return int(found["rotate"]) // 90 % 4

    def _installed(self) -> frozenset[str]:
        import pytesseract  # noqa: PLC0415 - as above

        try:
            self._version = str(pytesseract.get_tesseract_version())
            return frozenset(pytesseract.get_languages())
        except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError, SystemExit):
            return frozenset()


def _lines(table: dict[str, list[int | str | float]], page: int) -> list[TextLine]:
    rows: dict[tuple[int, int, int], list[_Word]] = {}
    for index, text in enumerate(str(word).strip() for word in table["text"]):
        if not text:
            continue
        key = (int(table["block_num"][index]), int(table["par_num"][index]), int(table["line_num"][index]))
        box = Box(*(float(table[side][index]) for side in ("left", "top", "width", "height")))
        rows.setdefault(key, []).append(_Word(text, max(0.0, float(table["conf"][index])) / 100, box))
    return [_line(words, page) for words in rows.values()]


def _line(words: Sequence[_Word], page: int) -> TextLine:
    # A long word says more about how well a line was read than a stray dot.
    confidence = fmean([word.confidence for word in words], [len(word.text) for word in words])
    return joined([(word.text, word.box) for word in words], [" "] * (len(words) - 1), confidence, page)
