import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.adapters.statements.delimited import text_pieces
from core.adapters.statements.delimited.column_mapping import Dialect
from core.adapters.statements.delimited.row_source import DelimitedRows, Row, rows_of
from core.adapters.statements.delimited.text_pieces import read_pieces
from core.ports.statement_parser import StatementError
from tests.adapters.statements.reading import refused


def _rows(content: bytes, codec: str = "utf-8", *, quoted: bool = True) -> list[Row]:
    return list(rows_of(DelimitedRows(io.BytesIO(content), Dialect(codec, ";", quoted))))


@pytest.fixture
def tiny_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_pieces, "_PIECE_BYTES", 7)


@pytest.mark.usefixtures("tiny_pieces")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_over_the_ends_of_pieces_keep_their_lines(end: str) -> None:
    text = end.join(["a;b", f'"two{end}lines";c', "", "d;e", f'"x{end}{end}y";"z"', "f"])

    assert _rows(text.encode()) == [
        (1, ["a", "b"]),
        (2, [f"two{end}lines", "c"]),
        (4, []),
        (5, ["d", "e"]),
        (6, [f"x{end}{end}y", "z"]),
        (9, ["f"]),
    ]


_TEXTS = st.text(alphabet='aж;"\n\r', max_size=60)


@given(text=_TEXTS, size=st.integers(1, 40), codec=st.sampled_from(["utf-8", "utf-16", "cp1251"]))
@settings(max_examples=300, deadline=None)
def test_pieces_of_any_size_give_the_same_rows(text: str, size: int, codec: str) -> None:
    content = text.encode(codec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_pieces, "_PIECE_BYTES", size)
        try:
            found = _rows(content, codec)
        except StatementError as error:
            assert error.reason in {"TRUNCATED", "BAD_QUOTING"}  # noqa: PT017 - the other branch is right too
            return
    whole = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [cells for _, cells in found] == whole
    assert "".join(piece.text for piece in read_pieces(io.BytesIO(content), codec)) == text


@pytest.mark.usefixtures("tiny_pieces")
@pytest.mark.parametrize(
    ("content", "codec", "expected"),
    [
        (b"a;b\nc;d\n\xff;e\n", "utf-8", ("BAD_ENCODING", 3)),
        (b"a;b\r\nc;d\r\ne;\xd0", "utf-8", ("BAD_ENCODING", 3)),
        (b"a;b\nc;\x98d\n", "cp1251", ("BAD_ENCODING", 2)),
        (b"a;b\nc;d\ne;\x00\n", "utf-8", ("NOT_TEXT", 3)),
        (b'a;b\nc;"d\ne;f\n', "utf-8", ("TRUNCATED", 2)),
        (b"a;b\n" + b";" * 1000 + b"\n", "utf-8", ("TOO_MANY_COLUMNS", 2)),
    ],
)
def test_broken_text_is_refused_with_its_line(content: bytes, codec: str, expected: tuple[str, int]) -> None:
    rows: list[Row] = []
    with pytest.raises(StatementError) as caught:
        rows.extend(rows_of(DelimitedRows(io.BytesIO(content), Dialect(codec, ";"))))

    assert (caught.value.reason, caught.value.line) == expected
    assert all(line < expected[1] for line, _ in rows)


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(StatementError) as caught:
        _rows(b"a;b\n" + b"x" * 3_000_000)

    assert (caught.value.reason, caught.value.line) == ("LINE_TOO_LONG", 2)


@pytest.mark.parametrize("head", ["", "Date,Amount,Description\n2024-01-13,-1.00,a\n"])
def test_a_row_of_a_million_columns_is_refused(head: str) -> None:
    assert refused(head + "2024-01-13,-1.00" + "," * 900_000 + "\n")[0] in {"TOO_MANY_COLUMNS", "UNKNOWN_FORMAT"}
    assert refused(head + "2024-01-13,-1.00" + "," * 1_100_000 + "\n")[0] in {"LINE_TOO_LONG", "UNKNOWN_FORMAT"}
