from pathlib import Path

from ml.artefacts.shipped import checksum, shipped
from tools.models.artefacts import changed, pin

BEFORE = """# why

[a]
path = "a.json"
version = "1"
sha256 = ""

[b]
sha256 = "0"
version = "2"
path = "b.json"
"""


def test_what_is_shipped_is_what_is_pinned() -> None:
    assert list(changed()) == []


def test_pinning_changes_checksums_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"one")
    (tmp_path / "b.json").write_bytes(b"two")
    manifest = tmp_path / "shipped.toml"
    manifest.write_text(BEFORE)
    assert [problem.split(" is ")[0] for problem in changed(manifest, tmp_path)] == ["a.json", "b.json"]
    pin(manifest, tmp_path)
    assert list(changed(manifest, tmp_path)) == []
    assert {name: one.sha256 for name, one in shipped(manifest).items()} == {
        "a": checksum(b"one"),
        "b": checksum(b"two"),
    }
    after = manifest.read_text().replace(checksum(b"one"), "").replace(checksum(b"two"), "0")
    assert after == BEFORE
