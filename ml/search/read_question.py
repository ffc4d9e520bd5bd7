"""Takes a question apart: what is asked about, and which documents come into question at all."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from core.ports.question_reader import Question
from ml.search.expand_terms import expand_terms
from ml.search.masked_text import MaskedText
from ml.search.read_amount import read_amount
from ml.search.read_kind import read_kind
from ml.search.read_merchant import read_merchant
from ml.search.read_period import read_period
from ml.text.fold import normalise

MAX_CHARACTERS: Final = 500
"""Of a question; what is longer is cut."""


class RuleQuestionReader:
    """Reads questions by rules; safe to share between threads."""

    def read(self, text: str, today: date, merchants: Sequence[str] = ()) -> Question:
        """Take a question apart. `merchants` are names that the person's documents carry. Never fails."""
        asked = " ".join(text.replace("\x00", " ")[:MAX_CHARACTERS].split())
        question = MaskedText(normalise(asked))
        period = read_period(question, today)
        amount = read_amount(question)
        kind = read_kind(question)
        merchant = read_merchant(question, merchants)
        topic = question.rest()
        return Question(
            text=asked,
            topic=topic,
            terms=expand_terms(topic),
            kind=kind,
            dated_from=period[0] if period else None,
            dated_to=period[1] if period else None,
            at_least=amount.at_least if amount else None,
            at_most=amount.at_most if amount else None,
            currency=amount.currency if amount else None,
            merchant=merchant,
        )
