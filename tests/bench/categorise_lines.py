"""Lines sorted a second beside plain scikit-learn: TF-IDF and a linear model, fitted on the same knowledge."""

import random
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import Pipeline, make_pipeline

from core.ports.categoriser import Line
from ml.categoriser.generate_lines import generate_lines
from ml.categoriser.known_merchants import load_entries
from ml.categoriser.predict import load_categoriser
from tests.bench.context import MODELS, Context
from tests.bench.figure import Figure, against, in_turns, per_second

UNSEEN_SEED = 11
WORDS = {"lowercase": True}
LETTERS = {"analyzer": "char_wb", "ngram_range": (3, 5), "lowercase": True}


def run(context: Context) -> list[Figure]:
    """The whole chain of ours, with cleaning, merchants and abstention; of the peers `predict` alone."""
    context.say("loading the categoriser (it is trained first where .solvent/models has none)")
    categoriser = load_categoriser(MODELS)
    lines = _lines(context.pick(4_000, 16_000))
    texts = [line.description for line in lines]
    by_words, by_letters = _fitted(WORDS), _fitted(LETTERS)
    categoriser.propose(lines[:100])

    def ours() -> float:
        return per_second(len(lines), lambda: categoriser.propose(lines))

    def words() -> float:
        return per_second(len(lines), lambda: by_words.predict(texts))

    def letters() -> float:
        return per_second(len(lines), lambda: by_letters.predict(texts))

    measured = in_turns(context.pick(3, 7), context.pick(15, 60), ours, letters, words)
    return [
        Figure.of("categorise", "rows/s", "scikit-learn TF-IDF of letters 3-5 + linear", against(measured, 1)),
        Figure.of("categorise", "rows/s", "scikit-learn TF-IDF of words + linear", against(measured, 2)),
    ]


def _fitted(features: dict[str, Any]) -> Pipeline:
    known = list(generate_lines(load_entries()))
    model = make_pipeline(TfidfVectorizer(**features), SGDClassifier(max_iter=5, tol=None, random_state=7))
    return model.fit([line.description for line in known], [line.category for line in known])


def _lines(count: int) -> list[Line]:
    made = list(generate_lines(load_entries(), seed=UNSEEN_SEED))
    random.Random(UNSEEN_SEED).shuffle(made)  # noqa: S311 - made-up lines, nothing secret
    return [Line(line.description, (line.sign or -1) * 12_345, "RUB") for line in made[:count]]
