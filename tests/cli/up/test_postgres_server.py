import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from cli.up import postgres_binaries, unprivileged
from cli.up.errors import BinaryMissingError, DataFolderInUseError, ServiceStartError
from cli.up.free_port import HOST
from cli.up.postgres_server import PostgresServer
from cli.up.process_identity import runs

Eventually = Callable[[Callable[[], bool]], None]
RunScript = Callable[..., "subprocess.Popen[str]"]

OWNER = """
import sys, threading, time
from pathlib import Path
from cli.up.postgres_server import PostgresServer
server = PostgresServer(Path(sys.argv[1]), durable=False, binaries=Path(sys.argv[2]))
thread = threading.Thread(target=server.start)  # not in the main thread: no death signal, the server is left behind
thread.start(); thread.join()
print(server.url, flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def server(folder: Path, binaries: Path) -> Iterator[PostgresServer]:
    with PostgresServer(folder, durable=False, binaries=binaries) as running:
        yield running


async def fetch(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def server_pid(folder: Path) -> int:
    return int((folder / "postgres" / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and runs(psutil.Process(pid))


async def test_the_extensions_work_with_russian(server: PostgresServer) -> None:
    connection = await asyncpg.connect(server.url)
    for name in ("vector", "pg_trgm", "unaccent"):
        await connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
    row = await connection.fetchrow(
        """SELECT '[1,2]'::vector <-> '[4,6]'::vector, unaccent('Ёлка'), lower('ПРИВЕТ'),
                  round(similarity('Перекрёсток', 'ПЕРЕКРЕСТОК')::numeric, 2)::text,
                  to_tsvector('russian', 'Переводы в БАНКАХ')::text"""
    )
    await connection.close()
    assert tuple(row) == (5.0, "Елка", "привет", "0.60", "'банк':3 'перевод':1")


async def test_settings(server: PostgresServer) -> None:
    assert re.fullmatch(r"postgresql://solvent_owner:[\w-]{32}@127\.0\.0\.1:\d+/solvent", server.url)
    assert await fetch(server.url, "SELECT current_user || current_database()") == "solvent_ownersolvent"
    names = ("max_connections", "server_encoding", "listen_addresses", "password_encryption", "fsync", "TimeZone")
    values = [await fetch(server.url, f"SHOW {name}") for name in names]
    assert values == ["200", "UTF8", "127.0.0.1", "scram-sha-256", "off", "UTC"]


async def test_a_wrong_password_is_refused(server: PostgresServer) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await fetch(re.sub(r":[\w-]{32}@", ":wrong@", server.url), "SELECT 1")


def test_the_password_is_private(server: PostgresServer, folder: Path) -> None:
    assert server.url
    assert (folder / "postgres" / "password").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", ["stop", "immediate", "kill"])
async def test_data_and_port_survive(server: PostgresServer, how: str) -> None:
    await fetch(server.url, "DROP TABLE IF EXISTS kept")
    await fetch(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")
    connection = await asyncpg.connect(server.url)
    before = server.url
    {"stop": server.stop, "immediate": lambda: server.stop(immediate=True), "kill": server.kill}[how]()
    assert not server.running
    with pytest.raises(OSError, match="Connect call failed"):
        await asyncpg.connect(before)
    assert server.start() == before
    assert await fetch(server.url, "SELECT answer FROM kept") == 42
    connection.terminate()


def test_starting_and_stopping_twice_changes_nothing(server: PostgresServer, folder: Path) -> None:
    pid = server_pid(folder)
    server.start()
    assert server_pid(folder) == pid
    server.stop()
    server.stop()
    assert not is_alive(pid)
    assert not (folder / "run" / "postgres.json").exists()


async def test_the_server_of_a_killed_parent_is_replaced(folder: Path, binaries: Path, run_script: RunScript) -> None:
    parent = run_script(OWNER, folder, binaries)
    assert parent.stdout is not None
    url = parent.stdout.readline().strip()
    old = server_pid(folder)
    with pytest.raises(DataFolderInUseError, match=f"postgres is already run by process {parent.pid}"):
        PostgresServer(folder, binaries=binaries).start()
    parent.kill()
    parent.wait()
    assert is_alive(old)
    with PostgresServer(folder, durable=False, binaries=binaries) as server:
        assert server.url == url
        assert not is_alive(old)
        assert await fetch(url, "SELECT 1") == 1


async def test_sessions_that_outlive_a_killed_server_do_not_block_the_next(
    server: PostgresServer, folder: Path, eventually: Eventually
) -> None:
    connection = await asyncpg.connect(server.url)
    session = await connection.fetchval("SELECT pg_backend_pid()")
    backend = next(p for p in psutil.Process(server_pid(folder)).children() if "127.0.0.1" in " ".join(p.cmdline()))
    assert session > 0
    backend.suspend()  # it can't notice that its server is gone
    os.kill(server_pid(folder), signal.SIGKILL)
    eventually(lambda: not server.running)
    server.start()
    assert not runs(backend)
    assert await fetch(server.url, "SELECT 1") == 1
    connection.terminate()


async def test_a_stale_claim_with_a_strangers_pid_does_not_block(
    server: PostgresServer, folder: Path, run_script: RunScript
) -> None:
    claim = folder / "postgres" / "cluster" / "postmaster.pid"
    text = claim.read_text()
    server.kill()
    stranger = run_script("import time; time.sleep(60)")
    claim.write_text(text.replace(text.splitlines()[0], str(stranger.pid), 1))
    server.start()
    assert await fetch(server.url, "SELECT 1") == 1
    assert stranger.poll() is None


async def test_a_taken_port_is_replaced(server: PostgresServer) -> None:
    before = server.url
    port = int(before.rsplit(":", 1)[1].split("/")[0])
    server.stop()
    with socket.create_server((HOST, port)):
        after = server.start()
        assert after != before
        assert await fetch(after, "SELECT 1") == 1


async def test_a_missing_database_is_created_again(server: PostgresServer) -> None:
    server.stop()
    server.start()
    await fetch(server.url.removesuffix("solvent") + "postgres", "DROP DATABASE solvent")
    server.stop()
    server.start()
    assert await fetch(server.url, "SELECT current_database()") == "solvent"


def test_a_half_made_cluster_is_begun_anew(tmp_path: Path, binaries: Path) -> None:
    half = tmp_path / "postgres" / "cluster-new" / "data"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with PostgresServer(tmp_path, durable=False, binaries=binaries) as server:
        assert server.running
    assert not half.parent.exists()
    (tmp_path / "postgres" / "cluster" / "PG_VERSION").write_text("14\n")
    with pytest.raises(BinaryMissingError, match=r"was made by PostgreSQL 14 and this is 18: dump it"):
        server.start()


def test_a_broken_configuration_is_told_with_the_log(server: PostgresServer, folder: Path) -> None:
    server.stop()
    config = folder / "postgres" / "cluster" / "postgresql.auto.conf"
    config.write_text("wrong = 'setting'\n")
    with pytest.raises(ServiceStartError, match=r'(?s)PostgreSQL ended with code 1 .*"wrong"'):
        server.start()
    config.write_text("")
    assert not server.running
    server.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has powers to give up")
async def test_root_without_namespaces_runs_it_as_nobody(
    tmp_path: Path, binaries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unprivileged, "_namespaces_allowed", lambda: False)
    with PostgresServer(tmp_path, durable=False, binaries=binaries) as server:
        assert psutil.Process(server_pid(tmp_path)).username() == "nobody"
        assert await fetch(server.url, "SELECT 1") == 1
    monkeypatch.undo()
    with server:
        assert await fetch(server.url, "SELECT 1") == 1


def test_the_machines_own_postgres_is_used_where_the_wheel_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 16.3'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(postgres_binaries, "unpacked_postgres", lambda _: None)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = postgres_binaries.find_postgres(tmp_path)
    assert (found.bin, found.libraries, found.major()) == (tmp_path, None, 16)


def test_no_postgres_at_all_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_binaries, "unpacked_postgres", lambda _: None)
    monkeypatch.setattr(postgres_binaries, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BinaryMissingError, match="apt-get install postgresql"):
        postgres_binaries.find_postgres(tmp_path)


def test_a_missing_library_is_told(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("#!/bin/sh\necho 'libssl.so.3: cannot open' >&2\nexit 127\n")
    (tmp_path / "postgres").chmod(0o755)
    with pytest.raises(
        BinaryMissingError, match=r"libssl\.so\.3: cannot open; try infra/setup/system_packages\.sh postgres"
    ):
        postgres_binaries.PostgresBinaries(tmp_path, None).major()
