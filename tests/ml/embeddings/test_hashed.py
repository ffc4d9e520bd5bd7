import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ports.embedder import EMBEDDING_DIMENSIONS
from ml.embeddings.hashed import HashedEmbedder

TWINS = [
    ("такси в аэропорт", "Taxi to the airport, 2 passengers, total 45 EUR"),
    ("чек за ноутбук", "Receipt: laptop computer 15 inch, charger included"),
    ("счёт за аренду офиса", "Invoice for office rent, April"),
    ("заправка бензином", "Petrol station receipt, unleaded fuel 40 litres"),
    ("услуги дизайнера, логотип", "Logo design services, milestone two"),
    ("обед в ресторане", "Restaurant bill: lunch for two, soup, salad"),
    ("ремонт принтера", "Printer repair service and toner cartridge"),
    ("страховка автомобиля", "Car insurance policy renewal"),
    ("лекарства из аптеки", "Pharmacy: vitamins and medicine"),
    ("гостиница в Москве", "Hotel in Moscow, three nights with breakfast"),
    ("доставка посылки курьером", "Courier delivery of one parcel"),
    ("реклама сайта", "Website advertising campaign"),
]


@pytest.fixture(scope="module")
def embedder() -> HashedEmbedder:
    return HashedEmbedder()


def test_a_russian_question_finds_its_english_document_among_all(embedder: HashedEmbedder) -> None:
    questions = np.array(embedder.embed([question for question, _ in TWINS]))
    documents = np.array(embedder.embed([document for _, document in TWINS]))
    similarity = questions @ documents.T
    assert similarity.argmax(axis=1).tolist() == list(range(len(TWINS)))
    assert similarity.argmax(axis=0).tolist() == list(range(len(TWINS)))
    twins = similarity.diagonal()
    others = similarity[~np.eye(len(TWINS), dtype=bool)]
    assert twins.min() > 0.3
    assert others.mean() < 0.1


@pytest.mark.parametrize(
    ("one", "two", "least"),
    [
        ("taxi", "cab", 0.8),
        ("кофе", "coffee", 0.8),
        ("договоры", "договором", 0.9),
        ("коммунальные услуги", "utility bill", 0.5),
        ("Романшкин", "РОМАНШКИНУ", 0.6),
        ("Ромашкин", "Romashkin", 0.99),
    ],
)
def test_forms_translations_and_spellings_are_near(embedder: HashedEmbedder, one: str, two: str, least: float) -> None:
    first, second = np.array(embedder.embed([one, two]))
    assert first @ second >= least


def test_vectors_are_unit_length_and_nothing_is_zero(embedder: HashedEmbedder) -> None:
    word, empty, signs = embedder.embed(["кофе", "", " !? "])
    assert len(word) == EMBEDDING_DIMENSIONS
    assert np.linalg.norm(word) == pytest.approx(1, abs=1e-5)
    assert empty == signs == [0.0] * EMBEDDING_DIMENSIONS
    assert embedder.embed([]) == []


@given(st.lists(st.text(max_size=40), max_size=4))
def test_a_text_has_the_same_vector_alone_and_in_a_batch(texts: list[str]) -> None:
    embedder = HashedEmbedder()
    together = embedder.embed(texts)
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(embedder.embed([text])[0], vector, atol=1e-5)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4) or not any(vector)


def test_a_thousand_short_texts_take_less_than_half_a_second_of_processor(embedder: HashedEmbedder) -> None:
    texts = [f"Чек {place}: кофе и булочка, taxi to airport {place * 7} руб" for place in range(1_000)]
    times = []
    for _ in range(3):
        began = time.process_time()
        embedder.embed(texts)
        times.append(time.process_time() - began)
    assert min(times) < 0.5


def test_it_is_light_enough_for_the_api() -> None:
    """No heavy library comes along, in a fresh process: numpy and tables for it were 18 MiB of every API process."""
    script = (
        "import sys\nfrom ml.embeddings.hashed import HashedEmbedder\nHashedEmbedder().embed(['кофе'])\n"
        "print([name for name in ('numpy', 'sklearn', 'scipy', 'cv2', 'sqlalchemy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)  # noqa: S603 - our own script
    assert done.stdout.strip() == "[]"
