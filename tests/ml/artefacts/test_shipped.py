from pathlib import Path

import pytest

from ml.artefacts import shipped as module
from ml.artefacts.shipped import CorruptArtefactError, Shipped, checksum, read_shipped, shipped
from ml.forecast.predict import VERSION
from ml.forecast.weights import load_weights
from ml.matching.model import FORMAT_VERSION, read_model

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", ["forecast", "matching"])
def test_a_changed_byte_is_refused(name: str, tmp_path: Path) -> None:
    artefact = shipped()[name]
    content = bytearray(artefact.read())
    copy = artefact.file(tmp_path)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(content)
    assert artefact.read(tmp_path) == bytes(content)
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    with pytest.raises(CorruptArtefactError, match=f"is not the model {name} .* that was pinned") as refused:
        artefact.read(tmp_path)
    assert refused.value.code == "MODEL_CORRUPT"


def test_a_missing_file_and_an_unknown_name_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(CorruptArtefactError, match="can't be read from a/b"):
        Shipped("x", "a/b", "1", checksum(b"")).read(tmp_path)
    with pytest.raises(CorruptArtefactError, match="No model 'x' is pinned"):
        read_shipped("x")


@pytest.mark.parametrize("text", ["[forecast]\npath = 'a'\n", "not toml", "[x]\nsize = 1\n"])
def test_a_broken_manifest_is_a_clear_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "shipped.toml").write_text(text)
    with pytest.raises(CorruptArtefactError, match="which pins the shipped models"):
        shipped(tmp_path / "shipped.toml")


def test_models_are_loaded_only_as_pinned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = module.MANIFEST.read_text()
    for artefact in shipped().values():
        text = text.replace(artefact.sha256, checksum(b"something else"))
    (tmp_path / "shipped.toml").write_text(text)
    other = shipped(tmp_path / "shipped.toml")
    monkeypatch.setattr(module, "shipped", lambda: other)
    load_weights.cache_clear()
    with pytest.raises(CorruptArtefactError):
        load_weights()
    with pytest.raises(CorruptArtefactError):
        read_model()


def test_versions_are_those_of_the_programs() -> None:
    assert shipped()["forecast"].version == VERSION
    assert shipped()["matching"].version == str(FORMAT_VERSION)


def test_all_that_is_shipped_is_small() -> None:
    assert sum(artefact.file(ROOT).stat().st_size for artefact in shipped().values()) < 40_000_000
