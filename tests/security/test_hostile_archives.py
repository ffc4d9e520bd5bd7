"""Archives that somebody built or changed: refused whole, each by its code, and nothing is left of them."""

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from core.adapters.wiring import Platform
from core.documents.messages import PurgeStaleUploads
from core.jobs.enqueue import enqueue
from core.privacy.errors import ArchiveInvalidError, ArchiveTooLargeError
from core.privacy.read_archive import open_archive
from tests.fixtures.statements.generate import write_statement
from tests.integration.test_privacy_export import bring_in, export
from tests.security.conftest import People
from tests.support.choices import make_choices
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.peak_memory import peak_memory
from tests.support.whole_person import fingerprint

pytestmark = pytest.mark.security
Change = Callable[[dict[str, bytes]], None]


def rebuilt(archive: bytes, change: Change, *, signs: bool = True) -> bytes:
    """The archive with its entries changed, and a manifest that fits them again: an attacker can write that too."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        entries = {name: opened.read(name) for name in opened.namelist()}
    change(entries)
    manifest = json.loads(entries.pop("manifest.json"))
    if signs:
        said = {name: said for name, said in manifest["entries"].items() if name in entries}
        for name, content in entries.items():
            rows = said.get(name, {}).get("rows", 0)
            if name.startswith("data/"):
                rows = max(0, content.count(b"\n") - 2)
            said[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "rows": rows}
        manifest["entries"] = said
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
        made.writestr("manifest.json", json.dumps(manifest))
    return target.getvalue()


def rows_changed(table: str, change: Callable[[list[Any]], None]) -> Change:
    def apply(entries: dict[str, bytes]) -> None:
        rows = json.loads(entries[f"data/{table}.json"])
        change(rows)
        lines = b",\n".join(json.dumps(row).encode() for row in rows)
        entries[f"data/{table}.json"] = b"[\n" + lines + b"\n]\n" if rows else b"[\n]\n"

    return apply


def first_row(table: str, **values: Any) -> Change:
    return rows_changed(table, lambda rows: rows[0].update(values))


def manifest_changed(**values: Any) -> Change:
    def apply(entries: dict[str, bytes]) -> None:
        entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | values).encode()

    return apply


def added(name: str, content: bytes = b"x") -> Change:
    return lambda entries: entries.__setitem__(name, content)


FOREIGN = str(uuid4())
CHANGES: dict[str, tuple[Change, str]] = {
    "another version": (manifest_changed(version=2), "ARCHIVE_VERSION"),
    "another program's": (manifest_changed(format="other"), "ARCHIVE_INVALID"),
    "a path out of it": (added("../../etc/passwd"), "ARCHIVE_INVALID"),
    "an absolute path": (added("/etc/passwd"), "ARCHIVE_INVALID"),
    "a file that no record tells of": (added(f"files/{uuid4()}"), "ARCHIVE_INVALID"),
    "an unknown table": (added("data/refresh_tokens.json", b"[\n]\n"), "ARCHIVE_INVALID"),
    "a table that is missing": (lambda entries: entries.__delitem__("data/accounts.json"), "ARCHIVE_INVALID"),
    "an account of somebody else": (first_row("transactions", account_id=FOREIGN), "ARCHIVE_INVALID"),
    "a category of somebody else": (first_row("transactions", category_id=FOREIGN), "ARCHIVE_INVALID"),
    "a category that is not there": (first_row("transactions", category_id="shared:no.such"), "ARCHIVE_INVALID"),
    "a field more": (first_row("transactions", user_id=FOREIGN), "ARCHIVE_INVALID"),
    "a field less": (rows_changed("accounts", lambda rows: rows[0].pop("name")), "ARCHIVE_INVALID"),
    "a text for a number": (first_row("transactions", amount_minor="1; DROP TABLE users"), "ARCHIVE_INVALID"),
    "a number beyond all": (first_row("transactions", amount_minor=2**80), "ARCHIVE_INVALID"),
    "no number at all": (first_row("transactions", amount_minor=True), "ARCHIVE_INVALID"),
    "a word that is no kind": (first_row("accounts", kind="yacht"), "ARCHIVE_INVALID"),
    "a character that no text has": (first_row("accounts", name="a\0b"), "ARCHIVE_INVALID"),
    "half a character": (first_row("accounts", name="\ud800"), "ARCHIVE_INVALID"),
    "a text without end": (first_row("accounts", name="x" * 200_000), "ARCHIVE_INVALID"),
    "a day that never was": (first_row("transactions", booked_on="2024-02-31"), "ARCHIVE_INVALID"),
    "one row twice": (rows_changed("accounts", lambda rows: rows.append(rows[0])), "ARCHIVE_INVALID"),
    "an archive within": (first_row("uploads", purpose="archive"), "ARCHIVE_INVALID"),
    "a list for a row": (rows_changed("accounts", lambda rows: rows.__setitem__(0, [])), "ARCHIVE_INVALID"),
    "a time zone that is nowhere": (first_row("notification_settings", time_zone="Mars/Olympus"), "ARCHIVE_INVALID"),
    "an hour that no day has": (first_row("notification_settings", digest_hour=25), "ARCHIVE_INVALID"),
    "reminders of a word": (first_row("tax_reminders", lead_days=["soon"]), "ARCHIVE_INVALID"),
    "a country without rules": (first_row("tax_profiles", country="AQ"), "ARCHIVE_INVALID"),
    "a tax number of nobody": (first_row("tax_profiles", tax_ids={"inn": "500100732258"}), "ARCHIVE_INVALID"),
    "facts that nobody asks for": (first_row("tax_profiles", facts={"shoe_size": "43"}), "ARCHIVE_INVALID"),
    "facts that are a list": (first_row("tax_profiles", facts=[]), "ARCHIVE_INVALID"),
    "a share above all": (first_row("business_shares", share="1.5"), "ARCHIVE_INVALID"),
    "a nesting without end": (added("data/accounts.json", b"[\n" + b"[" * 100_000 + b"\n]\n"), "ARCHIVE_INVALID"),
}


@pytest.fixture(scope="module")
async def archive(platform: Platform, handlers: Handlers, make_people: People) -> bytes:
    owner = await make_people()
    await send_file(owner, "STATEMENT", "a.csv", write_statement("csv_ru", 5, 1))
    await do_jobs(platform, handlers, owner.user_id)
    await make_choices(owner)
    return await export(owner, platform, handlers)


@pytest.mark.parametrize("name", CHANGES)
async def test_what_was_changed_is_refused_whole(
    platform: Platform, handlers: Handlers, make_people: People, archive: bytes, name: str
) -> None:
    change, code = CHANGES[name]
    person = await make_people()
    assert person.user_id is not None
    assert await bring_in(person, platform, handlers, rebuilt(archive, change)) == ("DEAD", code)
    told = await person.ask("query Q { accounts { edges { node { id } } } transactions { edges { node { id } } } }")
    assert told == {"accounts": {"edges": []}, "transactions": {"edges": []}}
    assert await fingerprint(platform, person.user_id)


async def test_what_was_changed_without_its_manifest_is_refused(
    platform: Platform, handlers: Handlers, make_people: People, archive: bytes
) -> None:
    changed = rebuilt(archive, first_row("transactions", amount_minor=1), signs=False)
    assert await bring_in(await make_people(), platform, handlers, changed) == ("DEAD", "ARCHIVE_INVALID")
    for cut in (archive[: len(archive) // 2], archive[100:], b"PK\x03\x04", b"nothing"):
        assert await bring_in(await make_people(), platform, handlers, cut) == ("DEAD", "ARCHIVE_INVALID")


async def test_a_refused_archive_leaves_no_file(
    platform: Platform, handlers: Handlers, make_people: People, archive: bytes
) -> None:
    """Files are stored before rows are read: what a refusal leaves of them is purged, and the archive with them."""
    person = await make_people()
    bad = rebuilt(archive, first_row("transactions", amount_minor="x"))
    assert await bring_in(person, platform, handlers, bad) == ("DEAD", "ARCHIVE_INVALID")
    with pytest.MonkeyPatch.context() as patched:
        later = platform.clock.now().replace(year=platform.clock.now().year + 1)
        patched.setattr(type(platform.clock), "now", lambda _: later)
        async with platform.database.system_unit_of_work() as uow:
            await enqueue(uow, PurgeStaleUploads())
        await do_system_jobs(platform, handlers)
    stored = [path for path in (platform.settings.data_folder / "storage").rglob("*") if path.is_file()]
    assert not [path for path in stored if str(person.user_id).encode() in path.read_bytes()[:500]]


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("data/accounts.json", bytes(64 * 1024 * 1024))
        made.writestr("manifest.json", "{}")
    with peak_memory() as peak, pytest.raises(ArchiveTooLargeError):
        open_archive(bomb)
    assert peak.size < 4 * 1024 * 1024
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as made:
        for _ in range(3):
            made.writestr(f"files/{uuid4()}", b"")
    with pytest.raises(ArchiveInvalidError, match="manifest"):
        open_archive(many)


def test_an_entry_that_lies_about_its_size_is_refused(archive: bytes) -> None:
    """The size that the outline tells is what the bounds rest on: more bytes than it says are never given out."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", bytes(8 * 1024 * 1024))
    raw = bytearray(bomb.getvalue())
    central = raw.rfind(b"PK\x01\x02")
    struct.pack_into("<I", raw, central + 24, 10)
    with pytest.raises(ArchiveInvalidError):
        open_archive(io.BytesIO(bytes(raw)))
    assert open_archive(io.BytesIO(archive)).entries
