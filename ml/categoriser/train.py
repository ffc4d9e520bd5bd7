"""Builds the model from the knowledge: `python -m ml.categoriser.train --out FOLDER`."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.categoriser.artefact import FILE_NAME, TrainedModel, knowledge_fingerprint, write_model
from ml.categoriser.clean_description import merchant_key
from ml.categoriser.features import with_sign
from ml.categoriser.generate_lines import GeneratedLine, generate_lines
from ml.categoriser.known_merchants import Entry, load_entries
from ml.categoriser.linear_model import calibrate, fit_linear

ACCEPTED_PRECISION: Final = 0.95
"""Share of right guesses, over merchants the model never saw, that auto-accepted guesses must reach together."""

_FOLDS: Final = 2


def train() -> TrainedModel:
    """Fit on every generated line, calibrate on merchants held out of the fit. The same sources give the same model."""
    return train_on(load_entries(), knowledge_fingerprint())


def train_on(entries: Sequence[Entry], knowledge: str) -> TrainedModel:
    """As `train`, from the given merchants and trades."""
    lines = list(generate_lines(entries))
    texts = [with_sign(merchant_key(line.description), line.sign) for line in lines]
    labels = [line.category for line in lines]
    margins, right = held_out_guesses(entries, lines, texts)
    return TrainedModel(fit_linear(texts, labels), calibrate(margins, right, ACCEPTED_PRECISION), knowledge)


def held_out_guesses(
    entries: Sequence[Entry], lines: Sequence[GeneratedLine], texts: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Margin and rightness of one guess for each merchant, made by a model that saw none of its lines.

    Trades stay in every fit: an unseen merchant may well be called after a trade that is known. Merchants are the
    hard half, since most names say nothing, so the calibration errs to the careful side.
    """
    source: NDArray[np.int64] = np.array([line.entry for line in lines])
    labels = np.array([line.category for line in lines])
    is_brand = np.array([entries[line.entry].is_brand for line in lines])
    fold = (source * 2654435761 >> 7) % _FOLDS
    margins, right = [np.zeros(0)], [np.zeros(0, dtype=np.bool_)]
    for held in range(_FOLDS):
        out = is_brand & (fold == held)
        if not out.any():
            continue
        model = fit_linear([texts[place] for place in np.flatnonzero(~out).tolist()], labels[~out].tolist())
        _, first = np.unique(source[out], return_index=True)
        places = np.flatnonzero(out)[first]
        best, margin = model.guess([texts[place] for place in places.tolist()])
        margins.append(margin)
        right.append(np.array(model.classes)[best] == labels[places])
    return np.concatenate(margins), np.concatenate(right)


def main() -> None:
    """Train and write the artefact; what was measured goes to stderr."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the model file")
    folder: Path = parser.parse_args().out
    began = time.perf_counter()
    trained = train()
    write_model(trained, folder / FILE_NAME)
    seconds = time.perf_counter() - began
    size = (folder / FILE_NAME).stat().st_size
    sys.stderr.write(
        f"{len(trained.model.classes)} categories, {trained.model.features.weights.size} features,"
        f" {size / 1e6:.1f} MB, {seconds:.1f} s, accepted from confidence {trained.calibration.threshold:.3f}\n"
    )


if __name__ == "__main__":
    main()
