import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from core.adapters.statements.text_lines import read_lines
from core.ports.statement_parser import StatementError

END: Final = "-"
"""The tag of the end of a message: a line with a hyphen, or the end of a SWIFT block."""
MESSAGE: Final = "{"
"""The tag of a SWIFT envelope, whose text is its header blocks."""
_TAGS: Final = frozenset({
    "13", "13C", "13D", "20", "20C", "21", "25", "25P", "28", "28C", "28D", "34F", "60F", "60M", "61", "62F", "62M",
    "64", "65", "65F", "86", "90C", "90D", "NS",
})  # fmt: skip
_FIELD: Final = re.compile(r":(\d\d[A-Z]?|NS):(.*)", re.DOTALL)
_TIME: Final = re.compile(r":\d\d:\d\d(?!\d)")
_END: Final = re.compile(r"-(?:}.*|XXX)?", re.DOTALL)
_TEXTS: Final = frozenset({"61", "86", "NS"})
_LINE_ENDS: Final = "\r\n\x1a"
_LONGEST_FIELD: Final = 64 * 1024


class SwiftField(NamedTuple):
    """A field with its lines as they stand in the file: trailing blanks matter where a bank wraps words."""

    tag: str
    line: int
    lines: list[str]


def swift_fields(source: BinaryIO, codec: str) -> Iterator[SwiftField]:
    """The fields of all messages of a file, with or without SWIFT's blocks, in bounded memory.

    A line that only looks like a field is text of the one before: banks wrap a time of day as `T13` and `:12:11`.

    Raises:
        StatementError: BAD_ENCODING, NOT_TEXT, LINE_TOO_LONG, FIELD_TOO_LONG, and TRUNCATED for an open block.
    """
    cutter = _FieldCutter()
    for number, raw in enumerate(read_lines(source, codec), start=1):
        text = raw.strip(_LINE_ENDS)
        if number == 1:
            text = text.removeprefix("\ufeff")
        if text:
            yield from cutter.take(text, number)
    yield from cutter.finish()


class _FieldCutter:
    """Puts lines together to fields."""

    def __init__(self) -> None:
        self._current: SwiftField | None = None
        self._length = 0
        self._block: int | None = None
        self._colon = False

    def take(self, text: str, number: int) -> list[SwiftField]:
        """The fields that are complete with this line."""
        if self._colon:
            text, self._colon = ":" + text, False
        elif text.strip() == ":":
            # The colon of a field that was cut off by a second wrapping.
            self._colon = True
            return []
        first = text[0]
        if first == ":":
            match = _FIELD.fullmatch(text)
            if match and match[1] in _TAGS and not (self._is_in_text() and _TIME.match(text)):
                return self._begin(SwiftField(match[1], number, [match[2]]))
        elif first == "{" or (self._block is None and "{4:" in text):
            return self._begin_block(text, number)
        elif first == "-" and _END.fullmatch(text.rstrip()):
            return self._end_block(text, number)
        self._go_on(text)
        return []

    def finish(self) -> list[SwiftField]:
        """The last field. Raises StatementError TRUNCATED for an open block."""
        if self._block is not None:
            raise StatementError("TRUNCATED", "The message is not ended.", line=self._block)
        return self._begin(None)

    def _begin(self, field: SwiftField | None) -> list[SwiftField]:
        before, self._current = self._current, field
        self._length = len(field.lines[0]) if field and field.lines else 0
        return [before] if before is not None else []

    def _go_on(self, text: str) -> None:
        if self._current is None:
            return
        self._length += len(text)
        if self._length > _LONGEST_FIELD:
            raise StatementError(
                "FIELD_TOO_LONG", f"The field :{self._current.tag}: never ends.", line=self._current.line
            )
        self._current.lines.append(text)

    def _begin_block(self, text: str, number: int) -> list[SwiftField]:
        done = self._begin(None)
        head, mark, rest = text.partition("{4:")
        done.append(SwiftField(MESSAGE, number, [head]))
        if mark:
            self._block = number
            if rest.strip():
                done += self.take(rest, number)
        return done

    def _end_block(self, text: str, number: int) -> list[SwiftField]:
        done = self._begin(None)
        self._block = None
        done.append(SwiftField(END, number, []))
        if "{4:" in text:
            # Another message begins in the same line.
            done += self._begin_block(text[text.index("}") + 1 :], number)
        return done

    def _is_in_text(self) -> bool:
        return self._current is not None and self._current.tag in _TEXTS
