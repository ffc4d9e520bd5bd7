import socket
from pathlib import Path

import pytest

from cli.up.free_port import HOST, OWN_PORTS, free_port, is_free, remembered_port


def test_a_port_somebody_listens_on_is_not_free() -> None:
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
        assert not is_free(port)
    assert is_free(port)


def test_a_free_port_is_none_that_an_outgoing_connection_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [free_port() for _ in range(200)]
    assert set(given) < set(OWN_PORTS)
    assert len(set(given)) == 200
    monkeypatch.setattr("cli.up.free_port.is_free", lambda _: False)
    assert free_port() not in OWN_PORTS  # all are taken: the kernel's choice is better than none


def test_a_port_is_remembered_while_it_is_free(tmp_path: Path) -> None:
    memory = tmp_path / "port"
    first = remembered_port(memory)
    assert remembered_port(memory) == first
    assert memory.read_text() == f"{first}\n"


def test_a_taken_port_is_replaced_and_the_new_one_remembered(tmp_path: Path) -> None:
    memory = tmp_path / "port"
    with socket.create_server((HOST, 0)) as listener:
        taken = listener.getsockname()[1]
        memory.write_text(str(taken))
        chosen = remembered_port(memory)
        assert chosen != taken
        assert remembered_port(memory) == chosen


def test_the_wanted_port_comes_before_the_remembered_one(tmp_path: Path) -> None:
    memory = tmp_path / "port"
    remembered_port(memory)
    wanted = free_port()
    assert remembered_port(memory, wanted) == wanted


@pytest.mark.parametrize("rubbish", ["", "many", "0", "-1", "65536"])
def test_rubbish_in_the_memory_means_a_new_port(tmp_path: Path, rubbish: str) -> None:
    memory = tmp_path / "port"
    memory.write_text(rubbish)
    assert 1024 <= remembered_port(memory) < 65536
