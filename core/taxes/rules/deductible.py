"""How much of a cost the law lets be deducted, by the category it is in."""

from collections.abc import Sequence
from datetime import date

from core.taxes.rules.figures import Figure, Figures


def deductible_share(figures: Figures, categories: Sequence[str], day: date) -> Figure | None:
    """The law's limit on costs of a category, 0 to 1; None where it has none.

    `categories`: the category's key and that of its group, as `food.restaurants`, `food`: the first that has a limit
    counts. Raises UnknownFigureError where there is a limit that is not known for the day.
    """
    for category in categories:
        if figures.has(f"deductible.{category}"):
            return figures.on(f"deductible.{category}", day)
    return None
