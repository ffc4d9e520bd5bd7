"""What is counted of the costs of a business: the share that is of it, and of that what the law lets be deducted."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from core.taxes.rules.figures import Figure
from core.taxes.rules.rounding import to_cents

_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cost:
    """What was spent in a category on a day; negative where more came back.

    `share`: of the business, as the person set it; None for all of it. `limit`: of the law, None where there is none.
    """

    category_id: UUID
    spent: Decimal
    share: Decimal | None
    limit: Figure | None

    @property
    def counted(self) -> Decimal:
        """What lowers the profit."""
        share = _WHOLE if self.share is None else self.share
        return to_cents(self.spent * share * (_WHOLE if self.limit is None else self.limit.value))


@dataclass(frozen=True, slots=True)
class Deduction:
    """The costs of a category in a year, and what of them is counted."""

    category_id: UUID
    spent: Decimal
    share: Decimal
    limit: Figure | None
    counted: Decimal


class CostsByCategory:
    """Costs added up by category, in the order of their categories."""

    def __init__(self) -> None:
        self._found: dict[UUID, Deduction] = {}

    def add(self, cost: Cost) -> None:
        """One more."""
        share = _WHOLE if cost.share is None else cost.share
        before = self._found.get(cost.category_id)
        spent, counted = (Decimal(0), Decimal(0)) if before is None else (before.spent, before.counted)
        self._found[cost.category_id] = Deduction(
            cost.category_id, spent + cost.spent, share, cost.limit, counted + cost.counted
        )

    def deductions(self) -> tuple[Deduction, ...]:
        """What was found, the largest first."""
        return tuple(sorted(self._found.values(), key=lambda one: (-one.spent, one.category_id)))
