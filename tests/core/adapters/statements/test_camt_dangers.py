"""Files made to harm: entities, depth, endless tags, archives that inflate, and files that were cut."""

import io
import struct
import zipfile

import pytest

from core.adapters.statements.camt import zip_entries
from core.adapters.statements.camt.parser import CamtParser
from tests.adapters.statements.reading import read, refused
from tests.core.adapters.statements.camt_files import archive, balance, details, document, entry, statement
from tests.support.peak_memory import peak_memory

_GOOD = document(statement(balance("OPBD", "0.00"), balance("CLBD", "10.00"), entry()))
_PADDING = " " * 70_000


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE Document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n',
        '<!DOCTYPE Document [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n',
        '<!DOCTYPE Document [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]>\n',
        '<!DOCTYPE Document SYSTEM "http://127.0.0.1/x.dtd">\n',
        f'<!DOCTYPE Document [<!ENTITY a "{"a" * 50_000}">]>\n',
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded(declaration: str) -> None:
    assert refused(document(statement(entry()), head=declaration)) == ("XML_BOMB", 2)


def test_deep_nesting_is_refused() -> None:
    reason, line = refused(document(statement(entry(rest="<a>" * 100_000 + "</a>" * 100_000))))

    assert (reason, line) == ("BAD_XML", 4)


@pytest.mark.parametrize(
    "part",
    ["<x " + "a" * 2_000_000, "<RmtInf>" + "a" * 2_000_000, "<!-- " + "a" * 3_000_000, "<x>" + "<y>1</y>" * 30_000],
)
def test_what_never_ends_is_refused_in_little_memory(part: str) -> None:
    content = _GOOD.replace("</Ntry>", f"{part}</Ntry>").encode()
    with peak_memory() as peak:
        reason = refused(content)[0]

    assert reason in {"FIELD_TOO_LONG", "BAD_XML"}
    assert peak.size < 40_000_000


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.995])
def test_a_cut_file_is_refused_as_truncated(share: float) -> None:
    assert refused(_GOOD.encode()[: int(len(_GOOD) * share)])[0] == "TRUNCATED"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_GOOD.replace("</Ntry>", "</Ntri>"), "BAD_XML"),
        (_GOOD.replace("10.00</Amt><CdtDbtInd>CRDT", "10.00\x00</Amt><CdtDbtInd>CRDT"), "NOT_TEXT"),
        (_GOOD.replace("10.00</Amt><CdtDbtInd>CRDT", "10.00\x01</Amt><CdtDbtInd>CRDT"), "BAD_XML"),
        (_GOOD.replace("10.00</Amt><CdtDbtInd>CRDT", "&x;</Amt><CdtDbtInd>CRDT"), "BAD_XML"),
        (document(), "NO_STATEMENT"),
    ],
)
def test_a_broken_file_is_refused(content: str, reason: str) -> None:
    assert refused(content)[0] == reason


def test_the_memory_stays_small_however_many_entries() -> None:
    part = entry(rest=details("<RmtInf><Ustrd>" + "x" * 200 + "</Ustrd></RmtInf>"))
    content = document(statement(*[part] * 20_000)).encode()
    source = io.BytesIO(content)
    with peak_memory() as peak:
        count = sum(1 for _ in CamtParser().iterate(source))

    assert count == 20_000
    assert peak.size < 5_000_000


def test_an_archive_holds_statements_and_other_things() -> None:
    other = document(statement(entry("7.00"), account="<Id><Othr><Id>W1</Id></Othr></Id><Ccy>EUR</Ccy>"))
    parsed = read(
        archive(
            {
                "a.xml": _GOOD, "deep/b.xml": other.encode("utf-16"), "__MACOSX/._a.xml": b"\0\1", ".DS_Store": b"\0\1",
                "readme.txt": "hello", "again.xml": _GOOD,
            }
        )
    )  # fmt: skip

    assert [(s.account, len(s.transactions)) for s in parsed.statements] == [
        ("DE89370400440532013000", 1), ("W1", 1), ("DE89370400440532013000", 1),
    ]  # fmt: skip
    assert [(warning.code, warning.message) for warning in parsed.warnings] == [
        ("FILE_SKIPPED", "'readme.txt' in the archive is not CAMT.")
    ]


def test_one_bad_file_refuses_the_archive() -> None:
    assert refused(archive({"a.xml": _GOOD, "b.xml": _GOOD[:-30]})) == ("TRUNCATED", 7)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"readme.txt": "hello"}, "NOT_TEXT"),
        ({"b.zip": archive({"a.xml": _GOOD})}, "ARCHIVE_IN_ARCHIVE"),
        ({f"{place}.xml": "x" for place in range(1_001)}, "ARCHIVE_TOO_LARGE"),
        ({"bomb.xml": _GOOD[:200] + " " * 40_000_000}, "ARCHIVE_TOO_LARGE"),
    ],
)
def test_an_archive_is_refused(files: dict[str, bytes | str], reason: str) -> None:
    assert refused(archive(files))[0] == reason


def test_an_archive_that_holds_too_much_in_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_entries, "MAX_BYTES", 2 * len(_GOOD))

    assert refused(archive(dict.fromkeys(["a.xml", "b.xml", "c.xml"], _GOOD)))[0] == "ARCHIVE_TOO_LARGE"


def test_a_directory_that_would_fill_the_memory_is_refused_unread() -> None:
    content = bytearray(archive({"a.xml": _GOOD}))
    end = content.rfind(b"PK\x05\x06")
    struct.pack_into("<L", content, end + 12, 500_000_000)

    assert refused(bytes(content))[0] == "ARCHIVE_TOO_LARGE"


def test_a_broken_archive_is_refused() -> None:
    whole = archive({"a.xml": _GOOD})
    stored = bytearray(archive({"a.xml": _GOOD}, zipfile.ZIP_STORED))
    stored[stored.find(b"10.00</Amt>")] = ord("9")
    encrypted = bytearray(whole)
    encrypted[6] |= 1
    encrypted[whole.rfind(b"PK\x01\x02") + 8] |= 1

    assert refused(whole[: len(whole) // 2])[0] == "TRUNCATED"
    assert refused(bytes(stored))[0] == "BAD_ARCHIVE"
    assert refused(bytes(encrypted))[0] == "ENCRYPTED"
