import io
import struct
import zipfile

import pytest

from core.adapters.statements.zip_directory import directory_bytes
from core.ports.statement_parser import StatementError


def archive(files: int, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(files):
            made.writestr(f"{number:04d}.xml", b"x")
        made.comment = comment
    return out.getvalue()


@pytest.mark.parametrize("comment", [b"", b"statement of March", b"c" * 65_535])
def test_the_directory_is_measured_behind_any_comment(comment: bytes) -> None:
    source = io.BytesIO(archive(50, comment))
    assert directory_bytes(source) == 50 * (46 + len("0000.xml"))
    assert source.tell() == 0


def test_the_larger_kind_states_it_in_its_own_end() -> None:
    plain = archive(1)
    end = plain.index(b"PK\x05\x06")
    end64 = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 5_000_000_000, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    assert directory_bytes(io.BytesIO(plain[:end] + end64 + locator + plain[end:])) == 5_000_000_000


def test_an_archive_without_an_end_is_truncated() -> None:
    with pytest.raises(StatementError) as refused:
        directory_bytes(io.BytesIO(archive(3)[:-30]))
    assert refused.value.reason == "TRUNCATED"
