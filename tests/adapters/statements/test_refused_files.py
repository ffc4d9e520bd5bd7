import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.adapters.statements import binary_source
from core.adapters.statements.as_json import error_to_json
from core.adapters.statements.detect import read_statement
from core.ports.statement_parser import StatementError, count_lines
from tests.adapters.statements.reading import read, refused
from tests.fixtures.statements.generate import FORMATS, write_statement


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "Date,Amount\n2024-01-13,1.00\n")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "EMPTY_FILE"),
        (b"\xef\xbb\xbf", "EMPTY_FILE"),
        (b" \r\n\t\n", "EMPTY_FILE"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "NOT_TEXT"),
        (_zip(), "NOT_TEXT"),
        (b"%PDF-1.7\n", "BAD_PDF"),
        (b"MZ\x90\x00\x03\x00\x00\x00" * 40, "NOT_TEXT"),
        (b"Date,Amount\n2024-01-13,1.00\x00\n", "NOT_TEXT"),
        (b"\x01\x02\x03\x04" * 50, "NOT_TEXT"),
        (b"just a letter to my bank\nwith two lines\n", "UNKNOWN_FORMAT"),
        (b"<html><body>404</body></html>", "UNKNOWN_FORMAT"),
        (b'{"date": "2024-01-13"}', "UNKNOWN_FORMAT"),
    ],
)
def test_what_is_no_statement_is_refused(content: bytes, reason: str) -> None:
    assert refused(content)[0] == reason


def test_a_nul_byte_far_into_the_file_is_refused_with_its_line() -> None:
    rows = b"2024-01-13,-1.00,coffee\n" * 5000

    reason, line = refused(b"Date,Amount,Description\n" + rows + b"2024-01-13,-1.00,cof\x00fee\n")
    assert reason == "NOT_TEXT"
    assert line is not None


def test_broken_utf8_is_refused_with_its_line() -> None:
    rows = "2024-01-13,-1.00,Кофе\n".encode() * 500

    assert refused(b"Date,Amount,Description\n" + rows + b"2024-01-14,-1.00,\xff\xfe\n" + rows) == ("BAD_ENCODING", 502)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binary_source, "MAX_BYTES", 100)

    assert refused(b"Date,Amount,Description\n" + b"2024-01-13,-1.00,a\n" * 20) == ("TOO_LARGE", None)


def test_a_source_that_cannot_seek_is_read() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    parsed = read_statement(Pipe(write_statement("csv_ru", 20, seed=2)))
    assert count_lines(parsed) == 20


def test_the_source_stays_open() -> None:
    source = io.BytesIO(write_statement("ofx2", 5, seed=2))
    read_statement(source)

    assert not source.closed


@pytest.mark.parametrize("format_", ["ofx1", "ofx2", "1c"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.995])
def test_a_cut_file_is_refused_as_truncated(format_: str, share: float) -> None:
    content = write_statement(format_, 40, seed=9)

    assert refused(content[: int(len(content) * share)])[0] == "TRUNCATED"


def test_a_refusal_as_json() -> None:
    with pytest.raises(StatementError) as caught:
        read("Date,Amount,Description\n2024-01-13,-1.00,a\n2024-02-30,-1.00,b\n")

    assert error_to_json("x.csv", caught.value) == {
        "file": "x.csv",
        "error": {"code": "BAD_DATE", "line": 3, "message": "'2024-02-30' is not a possible date."},
    }


def _read_or_refuse(content: bytes) -> None:
    try:
        read(content)
    except StatementError as error:
        assert error.reason  # noqa: PT017 - reading it is allowed too


@given(
    content=st.binary(max_size=600)
    | st.text(alphabet="01.,;-\"\n\r\t|/ДатаСумаAmountDe<>=&'()€\u00a0", max_size=400).map(str.encode)
)
@settings(max_examples=120, deadline=None)
def test_garbage_is_refused_with_the_one_error(content: bytes) -> None:
    _read_or_refuse(content)


_SAMPLES = [write_statement(format_, 12, seed=4) for format_ in FORMATS]


@given(sample=st.sampled_from(_SAMPLES), data=st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mutated_files_are_read_or_refused_with_the_one_error(sample: bytes, data: st.DataObject) -> None:
    content = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        upto = at + data.draw(st.integers(0, 30))
        content[at:upto] = data.draw(
            st.binary(max_size=8) | st.sampled_from([b"\n", b'"', b";", b"<", b"&", b"=", b"9" * 30])
        )
    _read_or_refuse(bytes(content))
