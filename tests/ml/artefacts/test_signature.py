from pathlib import Path

from ml.artefacts.signature import KEY_NAME, is_signed, sign


def test_a_signature_is_of_this_folders_key_and_this_files_name(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.model").write_bytes(b"weights")
        sign(tmp_path / folder / "a.model")
    here, there = tmp_path / "here", tmp_path / "there"
    assert is_signed(here / "a.model") is True
    assert (here / KEY_NAME).stat().st_mode & 0o777 == 0o600
    (here / "a.model.sig").write_bytes((there / "a.model.sig").read_bytes())
    assert is_signed(here / "a.model") is False
    (there / "b.model").write_bytes(b"weights")
    (there / "b.model.sig").write_bytes((there / "a.model.sig").read_bytes())
    assert is_signed(there / "b.model") is False


def test_signing_again_keeps_the_key(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    sign(tmp_path / "a")
    key = (tmp_path / KEY_NAME).read_bytes()
    sign(tmp_path / "a")
    assert (tmp_path / KEY_NAME).read_bytes() == key
    assert len(key) == 32
