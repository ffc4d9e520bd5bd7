import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO, Final
from xml.parsers import expat

from core.adapters.statements.zip_directory import directory_bytes
from core.ports.statement_parser import StatementError

_MOST_PARTS: Final = 10_000
_DIRECTORY_BYTES: Final = 4 * 1024 * 1024
_MOST_UNPACKED: Final = 1024 * 1024 * 1024
"""A million rows of twelve cells are about 500 MB of XML. An archive that says it unpacks to more is not read."""
_CHUNK_BYTES: Final = 256 * 1024

StartTag = Callable[[str, dict[str, str]], None]
EndTag = Callable[[str], None]


class WorkbookParts:
    """The archive that a workbook is. Raises StatementError TOO_LARGE, ENCRYPTED or BAD_WORKBOOK."""

    def __init__(self, source: BinaryIO) -> None:
        if directory_bytes(source) > _DIRECTORY_BYTES:
            raise StatementError("TOO_LARGE", "The workbook has more parts than any statement has.")
        try:
            self._archive = zipfile.ZipFile(source)
            parts = self._archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _damaged(str(error)) from None
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise StatementError("TOO_LARGE", "The workbook unpacks to more than any statement has.")
        if any(part.flag_bits & 1 for part in parts):
            raise StatementError("ENCRYPTED", "The workbook is protected by a password. Save it without one.")
        # Names differ in case and in the leading slash between the programs that write workbooks.
        self._names = {part.filename.lstrip("/").lower(): part for part in parts}

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self._names

    def walk(
        self, name: str, *, start: StartTag, end: EndTag, text: Callable[[str], None] | None = None
    ) -> Iterator[None]:
        """Tell the handlers every tag of a part, by local name; each step has read a piece of it.

        Raises StatementError BAD_WORKBOOK for damaged parts, and for a document type, which no workbook has and
        entity bombs need.
        """
        parser = _parser(start, end, text)
        try:
            with self._open(name) as part:
                while chunk := part.read(_CHUNK_BYTES):
                    parser.Parse(chunk)
                    yield
            parser.Parse(b"", 1)
        except expat.ExpatError as error:
            raise _damaged(f"{name}: {error}") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise _damaged(f"{name}: {error}") from None
        yield

    def read(self, name: str, *, start: StartTag, end: EndTag, text: Callable[[str], None] | None = None) -> None:
        """As `walk`, to the end."""
        for _ in self.walk(name, start=start, end=end, text=text):
            pass

    def _open(self, name: str) -> IO[bytes]:
        part = self._names.get(name.lower())
        if part is None:
            raise _damaged(f"{name} is missing")
        try:
            return self._archive.open(part)
        except ValueError as error:  # a place before the file's beginning, which zipfile does not check
            raise _damaged(f"{name}: {error}") from None


def _parser(start: StartTag, end: EndTag, text: Callable[[str], None] | None) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse_doctype(*_: Any) -> None:
        raise StatementError("BAD_WORKBOOK", "The workbook has a document type, which no workbook has.")

    def start_root(name: str, attributes: dict[str, str]) -> None:
        # Few programs write prefixes; only their tags pay for taking them off.
        if ":" in name:
            parser.StartElementHandler = lambda tag, given: start(tag.rpartition(":")[2], given)
            parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        else:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
        start(name.rpartition(":")[2], attributes)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = start_root
    if text is not None:
        parser.CharacterDataHandler = text
    return parser


def _damaged(why: str) -> StatementError:
    return StatementError("BAD_WORKBOOK", f"The workbook is damaged: {why}.")
