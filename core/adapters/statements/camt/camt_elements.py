import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from xml.parsers import expat  # every document type declaration is refused below, and with it every entity

from core.adapters.statements.text_lines import read_text
from core.ports.statement_parser import StatementError

MESSAGES: Final = frozenset({"BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"})
STATEMENTS: Final = frozenset({"Stmt", "Rpt", "Ntfctn"})
"""What holds the entries of one account in camt.053, 052 and 054."""
_ENDED_TOO_EARLY: Final = frozenset({3, 5, 6})
"""Expat: no element found, unclosed token, partial character."""
_DEEPEST: Final = 64
_LONGEST_VALUE: Final = 64 * 1024
_LONGEST_ELEMENT: Final = 1024 * 1024
"""Characters of one statement's head, entry or detail that are kept."""
_LONGEST_TOKEN: Final = 1024 * 1024
"""Characters without any element: expat would keep a tag that never ends."""
MOST_DETAILS: Final = 50_000
"""Of one entry: about 100 MB. An entry with more stays one movement."""


@dataclass(slots=True, eq=False)
class Element:
    """A statement, balance, entry or detail: the text of each leaf by its path, the first where it is repeated.

    A leaf's currency is under its path and `@`. Lines of unstructured remittance are put together.
    """

    name: str
    line: int
    parent: "Element | None" = None
    fields: dict[str, str] = field(default_factory=dict)
    details: list["Element"] = field(default_factory=list)
    details_count: int = 0
    length: int = 0

    def first(self, *paths: str) -> str | None:
        """The first of the leaves that has a text."""
        get = self.fields.get
        for path in paths:
            value = get(path)
            if value:
                return value
        return None


class _Builder:
    """Turns expat's events into elements; what is not kept is not stored."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.done: list[Element] = []
        self.steps = 0
        self.has_message = False
        self.created: str | None = None
        self._parser = parser
        self._stack: list[tuple[Element | None, str]] = []
        self._element: Element | None = None
        self._path = ""
        self._text: list[str] = []
        self._length = 0
        self._is_leaf = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins; its prefix says nothing, because banks use many and none."""
        self.steps += 1
        name = tag.rpartition(":")[2]
        element, path = self._element, self._path
        self._stack.append((element, path))
        if len(self._stack) > _DEEPEST:
            raise StatementError("BAD_XML", "The elements are nested too deeply.", line=self._parser.CurrentLineNumber)
        if element is None:
            self.has_message = self.has_message or name in MESSAGES
            if name in STATEMENTS:
                self._element, self._path = self._new(name, None), ""
            else:
                self._path = name
        elif self._begins(element, path, name):
            self._element, self._path = self._new(name, element), ""
        else:
            self._path = f"{path}/{name}" if path else name
            currency = attributes.get("Ccy")
            if currency:
                element.fields.setdefault(f"{self._path}@", currency[:16])
        self._text.clear()
        self._length = 0
        self._is_leaf = True

    def data(self, text: str) -> None:
        """Text of an element, perhaps a part of it."""
        self._length += len(text)
        if self._length > _LONGEST_VALUE:
            raise StatementError("FIELD_TOO_LONG", "A field never ends.", line=self._parser.CurrentLineNumber)
        self._text.append(text)

    def end(self, _tag: str) -> None:
        """An element ends: without others in it, it is a leaf."""
        self.steps += 1
        element, path = self._element, self._path
        if self._is_leaf and path:
            self._keep(element, path)
        self._is_leaf = False
        self._element, self._path = self._stack.pop()
        if element is None or element is self._element:
            return
        parent = element.parent
        if element.name == "TxDtls" and parent is not None:
            parent.details_count += 1
            if parent.details_count <= MOST_DETAILS:
                parent.details.append(element)
            else:
                parent.details.clear()
        else:
            self.done.append(element)

    def _new(self, name: str, parent: Element | None) -> Element:
        return Element(name, self._parser.CurrentLineNumber, parent)

    @staticmethod
    def _begins(element: Element, path: str, name: str) -> bool:
        """Whether an element of its own begins; the first version has details without NtryDtls around them."""
        if element.name in STATEMENTS:
            return not path and name in {"Bal", "Ntry"}
        return element.name == "Ntry" and name == "TxDtls" and path in {"", "NtryDtls"}

    def _keep(self, element: Element | None, path: str) -> None:
        text = "".join(self._text).strip()
        if not text:
            return
        if element is None:
            if path == "CreDtTm":
                self.created = text
            return
        element.length += len(text) + len(path)
        if element.length > _LONGEST_ELEMENT:
            raise StatementError("FIELD_TOO_LONG", f"{element.name} never ends.", line=element.line)
        fields = element.fields
        if path not in fields:
            fields[path] = text
        elif path == "RmtInf/Ustrd":
            fields[path] += f" {text}"


class CamtElements:
    """The elements of one file in their order: balances and entries as they end, then the statement around them."""

    def __init__(self, source: BinaryIO, codec: str) -> None:
        self._source = source
        self._codec = codec
        # The text is decoded by what it is, not by what its declaration says, and handed over as UTF-8.
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        self._builder = builder = _Builder(parser)
        parser.StartElementHandler = builder.start
        parser.EndElementHandler = builder.end
        parser.CharacterDataHandler = builder.data
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser = parser

    @property
    def created(self) -> str | None:
        """When the message was made, as written in its header."""
        return self._builder.created

    @property
    def has_message(self) -> bool:
        """Whether the file holds one of the three messages."""
        return self._builder.has_message

    def __iter__(self) -> Iterator[Element]:
        """Every element once.

        Raises:
            StatementError: XML_BOMB for any document type declaration, TRUNCATED, BAD_XML, FIELD_TOO_LONG.
        """
        builder, idle, steps = self._builder, 0, 0
        try:
            for chunk in read_text(self._source, self._codec):
                self._parser.Parse(chunk.encode("utf-8", errors="surrogatepass"), False)  # noqa: FBT003 not by name
                idle = 0 if builder.steps != steps else idle + len(chunk)
                steps = builder.steps
                if idle > _LONGEST_TOKEN:
                    raise StatementError("FIELD_TOO_LONG", "A tag never ends.", line=self._parser.CurrentLineNumber)
                yield from builder.done
                builder.done.clear()
            self._parser.Parse(b"", True)  # noqa: FBT003 as above
        except expat.ExpatError as error:
            reason = "TRUNCATED" if error.code in _ENDED_TOO_EARLY else "BAD_XML"
            plain = re.sub(r": line \d+, column \d+$", "", str(error))
            raise StatementError(reason, f"The XML is broken: {plain}.", line=error.lineno) from None
        yield from builder.done

    def _refuse_doctype(self, *_: object) -> None:
        raise StatementError(
            "XML_BOMB", "The file declares a document type, which no bank does.", line=self._parser.CurrentLineNumber
        )
