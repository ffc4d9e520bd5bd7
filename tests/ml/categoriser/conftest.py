from pathlib import Path

import pytest

from core.ports.categoriser import Categoriser
from core.taxonomy import load_taxonomy
from ml.categoriser.artefact import FILE_NAME, TrainedModel, knowledge_fingerprint, write_model
from ml.categoriser.known_merchants import load_entries
from ml.categoriser.predict import load_categoriser
from ml.categoriser.train import train_on


@pytest.fixture(scope="session")
def trained() -> TrainedModel:
    """The real model without most merchants: training takes seconds, and trades decide what is asked here."""
    entries = load_entries()
    few = [entry for place, entry in enumerate(entries) if not entry.is_brand or place % 20 == 0]
    assert {entry.category for entry in few} == set(load_taxonomy().by_key)
    return train_on(few, knowledge_fingerprint())


@pytest.fixture(scope="session")
def model_folder(trained: TrainedModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    write_model(trained, folder / FILE_NAME)
    return folder


@pytest.fixture(scope="session")
def categoriser(model_folder: Path) -> Categoriser:
    return load_categoriser(model_folder)
