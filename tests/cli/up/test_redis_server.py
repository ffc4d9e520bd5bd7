import importlib.util
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from cli.up import redis_server
from cli.up.errors import BinaryMissingError, DataFolderInUseError, ServiceStartError
from cli.up.free_port import HOST, free_port
from cli.up.process_identity import ProcessRecord
from cli.up.redis_server import RedisServer, find_redis

RunScript = Callable[..., "subprocess.Popen[str]"]

OWNER = """
import sys, threading, time
from pathlib import Path
from cli.up.redis_server import RedisServer
server = RedisServer(Path(sys.argv[1]))
thread = threading.Thread(target=server.start)  # not in the main thread: no death signal, the server is left behind
thread.start(); thread.join()
print(server.url, flush=True)
time.sleep(60)
"""


def test_it_serves_keeps_its_port_and_forgets_its_data(tmp_path: Path) -> None:
    with RedisServer(tmp_path) as server:
        url = server.url
        with redis.Redis.from_url(url) as client:
            client.set("key", "value")
            settings = {name: client.config_get(name)[name] for name in ("bind", "save", "appendonly")}
            assert settings == {"bind": HOST, "save": "", "appendonly": "no"}
        server.kill()
        assert not server.running
        assert server.start() == url
        with redis.Redis.from_url(url) as client:
            assert client.get("key") is None
        server.stop()
        server.stop()
        assert server.start() == url
    assert not (tmp_path / "run" / "redis.json").exists()


def test_a_wanted_port_is_used(tmp_path: Path) -> None:
    port = free_port()
    with RedisServer(tmp_path, port=port) as server:
        assert server.url == f"redis://127.0.0.1:{port}/0"


def test_a_taken_port_is_replaced(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as listener:
        taken = listener.getsockname()[1]
        with RedisServer(tmp_path, port=taken) as server:
            assert f":{taken}/" not in server.url


def test_the_server_of_a_killed_parent_is_replaced(tmp_path: Path, run_script: RunScript) -> None:
    parent = run_script(OWNER, tmp_path)
    assert parent.stdout is not None
    url = parent.stdout.readline().strip()
    record = ProcessRecord.read(tmp_path / "run" / "redis.json")
    assert record is not None
    with pytest.raises(DataFolderInUseError, match=f"redis is already run by process {parent.pid}"):
        RedisServer(tmp_path).start()
    parent.kill()
    parent.wait()
    assert record.child.find() is not None
    with RedisServer(tmp_path) as server:
        assert server.url == url
        assert record.child.find() is None


def test_no_url_before_the_start(tmp_path: Path) -> None:
    with pytest.raises(ServiceStartError, match="Redis was not started"):
        _ = RedisServer(tmp_path).url


def test_a_server_that_ends_is_told_with_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho no memory\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(redis_server, "find_redis", lambda: program)
    with pytest.raises(ServiceStartError, match=r"(?s)Redis ended with code 3 while starting; .*no memory"):
        RedisServer(tmp_path).start()
    assert not (tmp_path / "run" / "redis.json").exists()


def test_the_machines_own_redis_comes_first_then_valkey_then_the_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("valkey-server", "redis-server"):
        (tmp_path / name).touch(mode=0o755)
        assert find_redis() == tmp_path / name
    for name in ("valkey-server", "redis-server"):
        (tmp_path / name).unlink()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(BinaryMissingError, match="apt-get install redis-server"):
        find_redis()
