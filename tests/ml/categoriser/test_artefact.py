from pathlib import Path

import numpy as np
import pytest

from ml.categoriser.artefact import (
    FILE_NAME,
    CorruptModelError,
    IncompatibleModelError,
    TrainedModel,
    knowledge_fingerprint,
    read_model,
    write_model,
)
from ml.categoriser.known_merchants import Entry
from ml.categoriser.train import train_on

FEW = [
    Entry("food.groceries", ("Пятёрочка", "Pyaterochka"), is_brand=True),
    Entry("food.restaurants", ("Кафе",), is_brand=False),
    Entry("transport.fuel", ("АЗС", "petrol"), is_brand=False),
]


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_model(train_on(FEW, "knowledge"), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "one.sig", "signing.key", "two", "two.sig"]


def test_a_model_read_back_guesses_the_same(trained: TrainedModel, model_folder: Path) -> None:
    texts = ["kafe uut", "hotel", "apteka zzout", ""]
    read = read_model(model_folder / FILE_NAME)
    guesses, margins = trained.model.guess(texts)
    read_guesses, read_margins = read.model.guess(texts)
    assert guesses.tolist() == read_guesses.tolist()
    assert np.abs(margins - read_margins).max() < 0.01
    assert margins[-1] == -1.0
    assert read.calibration.threshold == trained.calibration.threshold
    assert read.knowledge == knowledge_fingerprint()


def test_the_file_is_small(model_folder: Path) -> None:
    assert (model_folder / FILE_NAME).stat().st_size < 30_000_000


@pytest.mark.parametrize("place", [0, 25, 120, 300, -1])
def test_a_changed_byte_is_noticed(model_folder: Path, tmp_path: Path, place: int) -> None:
    content = bytearray((model_folder / FILE_NAME).read_bytes())
    content[place] ^= 0x01
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(CorruptModelError):
        read_model(tmp_path / "model")


def test_a_cut_file_is_corrupt(model_folder: Path, tmp_path: Path) -> None:
    content = (model_folder / FILE_NAME).read_bytes()
    for length in (0, 10, 200, len(content) // 2):
        (tmp_path / "model").write_bytes(content[:length])
        with pytest.raises(CorruptModelError):
            read_model(tmp_path / "model")


def test_a_model_of_other_knowledge_is_incompatible(tmp_path: Path) -> None:
    write_model(train_on(FEW, "other"), tmp_path / "model")
    with pytest.raises(IncompatibleModelError, match="another knowledge"):
        read_model(tmp_path / "model")


def test_a_sound_file_of_another_installation_is_not_loaded(trained: TrainedModel, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    write_model(trained, path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE_NAME).write_bytes(path.read_bytes())
    with pytest.raises(IncompatibleModelError, match="no signature of this installation"):
        read_model(tmp_path / "other" / FILE_NAME)
    (tmp_path / f"{FILE_NAME}.sig").write_text("0" * 64)
    with pytest.raises(CorruptModelError, match="does not match its signature"):
        read_model(path)
