from pathlib import Path

import numpy as np

from core.ports.categoriser import LabelledLine, Line
from ml.categoriser.artefact import TrainedModel
from ml.categoriser.known_merchants import load_merchant_table
from ml.categoriser.personal import PersonalCategoriser
from ml.categoriser.predict import load_knowledge
from ml.categoriser.stranger_model import _weightiest
from ml.categoriser.world_knowledge import WorldKnowledge

HISTORY = [
    LabelledLine(Line(name), category)
    for category, names in {
        "Nights": ["Hotel Sever", "Hostel Uyut", "Hotel am Markt", "Motel Sun", "Guest house Oak"],
        "Wheels": ["Taksi Lider", "Taxi Smith", "Cab Khan", "Minicab Star", "Radio cars"],
    }.items()
    for name in names
]


def test_what_is_known_of_trades_helps_with_words_the_person_never_met(trained: TrainedModel) -> None:
    knowledge = WorldKnowledge(trained.model, load_merchant_table())
    lines = [Line("Отель Заря"), Line("Яндекс Такси")]
    with_it = PersonalCategoriser.fit(HISTORY, knowledge).propose(lines)
    assert [proposal.category for proposal in with_it] == ["Nights", "Wheels"]


def test_the_model_folder_gives_the_knowledge(model_folder: Path) -> None:
    assert len(load_knowledge(model_folder).model.classes) == len(load_knowledge(model_folder).model.intercepts)


def test_a_person_without_knowledge_is_sorted_too() -> None:
    [proposal] = PersonalCategoriser.fit(HISTORY).propose([Line("Hotel Zarya")])
    assert proposal.category == "Nights"


def test_many_pairs_are_thinned_alike_in_each_class() -> None:
    encoded = np.repeat([0, 1], [30_000, 10_000])
    kept = _weightiest(encoded, np.arange(40_000, dtype=np.float64))
    assert np.bincount(encoded[kept]).tolist() == [15_000, 5_000]
    assert kept.min() == 15_000  # the heavier half of each
    assert (np.diff(kept) > 0).all()


def test_a_thousand_classes_are_remembered_and_the_commonest_generalised() -> None:
    history = [
        LabelledLine(Line(f"Shop{chr(97 + a)}{chr(97 + b)} word"), f"c{a}-{b}") for a in range(26) for b in range(26)
    ]
    proposals = PersonalCategoriser.fit(history).propose([labelled.line for labelled in history])
    assert [proposal.category for proposal in proposals] == [labelled.category for labelled in history]
