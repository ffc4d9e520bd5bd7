import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cli.up import postgres_unpack
from cli.up.postgres_unpack import MARKER, unpacked_postgres


def test_it_is_unpacked_once_by_whoever_comes_first(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        homes = set(pool.map(unpacked_postgres, [tmp_path] * 3))
    assert homes == {tmp_path / "18.1.0"}
    home = homes.pop()
    assert home is not None
    assert {path.name for path in home.iterdir()} >= {"bin", "lib", "share", MARKER}
    assert (home / "bin" / "postgres").stat().st_mode & 0o777 == 0o755
    assert {path.name for path in tmp_path.iterdir()} == {"18.1.0", "unpack.lock"}
    before = (home / "bin" / "postgres").stat().st_ino
    assert unpacked_postgres(tmp_path) == home
    assert (home / "bin" / "postgres").stat().st_ino == before


def test_a_half_unpack_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class KilledError(Exception):
        pass

    def killed(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        with pytest.raises(KilledError):
            unpacked_postgres(tmp_path)
    assert not (tmp_path / "18.1.0").exists()
    # and what an interrupted removal by hand leaves: the final place, but not whole
    (tmp_path / "18.1.0" / "bin").mkdir(parents=True)
    home = unpacked_postgres(tmp_path)
    assert home is not None
    assert (home / "bin" / "postgres").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("unpacking-")] == []
    shutil.rmtree(home)


def test_a_carrier_without_archives_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = tmp_path / "pg0"
    carrier.write_bytes(b"\x1f\x8b\x08\x00 only looks like gzip" * 100)
    monkeypatch.setattr(postgres_unpack, "_carrier", lambda: carrier)
    assert unpacked_postgres(tmp_path / "there") is None
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["unpack.lock"]


def test_no_carrier_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_unpack, "_carrier", lambda: None)
    assert unpacked_postgres(tmp_path) is None
