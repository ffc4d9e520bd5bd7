"""Lines sorted a second beside plain scikit-learn: TF-IDF and a linear model, fitted on the same knowledge."""

import random
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, Final

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import Pipeline, make_pipeline

from core.ports.categoriser import LabelledLine, Line, Proposer
from ml.categoriser.generate_lines import GeneratedLine, generate_lines
from ml.categoriser.known_merchants import load_entries
from ml.categoriser.personal import PersonalCategoriser
from ml.categoriser.predict import load_categoriser, load_knowledge
from tests.bench.context import MODELS, Context
from tests.bench.figure import Figure, against, in_turns, per_second

UNSEEN_SEED: Final = 11
WORDS: Final = {"lowercase": True}
LETTERS: Final = {"analyzer": "char_wb", "ngram_range": (3, 5), "lowercase": True}


def run(context: Context) -> list[Figure]:
    """The whole chain of ours, with cleaning, merchants and abstention; of the peers `predict` alone."""
    context.say("loading the categoriser (it is trained first where .solvent/models has none)")
    categoriser = load_categoriser(MODELS)
    wanted, remembered = context.pick(4_000, 16_000), context.pick(10_000, 100_000)
    made = _different(wanted + remembered)
    lines, history = [_line(one) for one in made[:wanted]], made[wanted:]
    figures = _measured(
        context, "categorise", categoriser.proposer(()), lines, _peers(list(generate_lines(load_entries())))
    )
    context.say(f"learning {remembered:,} labelled lines")
    labelled = [LabelledLine(_line(one), one.category) for one in history]
    own, peers = PersonalCategoriser.fit(labelled, load_knowledge(MODELS)), _peers(history)
    figures += _measured(context, f"categorise, {remembered:,} labelled", own.propose, lines, peers)
    corrected = categoriser.proposer(labelled)
    return figures + _measured(context, f"categorise, {remembered:,} corrected", corrected, lines, peers)


def _measured(
    context: Context, name: str, propose: Proposer, lines: Sequence[Line], peers: tuple[Pipeline, Pipeline]
) -> list[Figure]:
    texts = [line.description for line in lines]
    by_words, by_letters = peers
    propose(lines[:100])

    def ours() -> float:
        return per_second(len(lines), lambda: propose(lines))

    def words() -> float:
        return per_second(len(lines), lambda: by_words.predict(texts))

    def letters() -> float:
        return per_second(len(lines), lambda: by_letters.predict(texts))

    measured = in_turns(context.pick(3, 7), context.pick(15, 60), ours, letters, words)
    return [
        Figure.of(name, "rows/s", "scikit-learn TF-IDF of letters 3-5 + linear", against(measured, 1)),
        Figure.of(name, "rows/s", "scikit-learn TF-IDF of words + linear", against(measured, 2)),
    ]


def _peers(known: Sequence[GeneratedLine]) -> tuple[Pipeline, Pipeline]:
    return _fitted(WORDS, known), _fitted(LETTERS, known)


def _fitted(features: dict[str, Any], known: Sequence[GeneratedLine]) -> Pipeline:
    model = make_pipeline(TfidfVectorizer(**features), SGDClassifier(max_iter=5, tol=None, random_state=7))
    return model.fit([line.description for line in known], [line.category for line in known])


def _line(made: GeneratedLine) -> Line:
    return Line(made.description, (made.sign or -1) * 12_345, "RUB")


def _different(wanted: int) -> list[GeneratedLine]:
    """So many generated lines of which no two have one text, in any order."""
    found: dict[str, GeneratedLine] = {}
    for made in _endless():
        found.setdefault(made.description, made)
        if len(found) >= 2 * wanted:  # lines come by trade: what is cut off must be of all
            break
    lines = list(found.values())
    random.Random(UNSEEN_SEED).shuffle(lines)  # noqa: S311 - made-up lines, nothing secret
    return lines[:wanted]


def _endless() -> Iterator[GeneratedLine]:
    for seed in count(UNSEEN_SEED):
        yield from generate_lines(load_entries(), seed=seed)
