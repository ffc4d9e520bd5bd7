import re
from typing import Final

from core.adapters.statements.xlsx.workbook_parts import WorkbookParts
from core.ports.statement_parser import StatementError

_MOST_CHARACTERS: Final = 128 * 1024 * 1024
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class TextCollector:
    """Puts a text together from its runs. Readings of Japanese words (`rPh`) are left out.

    Give it every tag and text inside of an `si` or an `is`.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._is_text = False
        self._readings = 0

    def start(self, tag: str) -> None:
        """A tag begins."""
        if tag == "rPh":
            self._readings += 1
        self._is_text = tag == "t" and not self._readings

    def text(self, text: str) -> None:
        """Characters between tags."""
        if self._is_text:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """A tag ends."""
        if tag == "rPh":
            self._readings -= 1
        self._is_text = False

    def take(self) -> str:
        """The text since the last time."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return unescaped(text)


def read_shared_strings(parts: WorkbookParts, part: str) -> list[str]:
    """The texts that cells refer to by number. Raises StatementError TOO_LARGE."""
    strings: list[str] = []
    collector = TextCollector()
    length = 0

    def end(tag: str) -> None:
        nonlocal length
        collector.end(tag)
        if tag == "si":
            strings.append(collector.take())
            length += len(strings[-1])
            if length > _MOST_CHARACTERS:
                raise StatementError("TOO_LARGE", "The workbook has more text than any statement.")

    parts.read(part, start=lambda tag, _: collector.start(tag), end=end, text=collector.text)
    return strings


def unescaped(text: str) -> str:
    """Characters that XML can't have are written as _x000D_."""
    if "_x" not in text:
        return text
    # A half of a surrogate pair is no character, and no file or database takes it.
    found = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\x00", "")
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
