"""The order in which a person sees offers.

What decides, in this order: whether the offer is for the person (every rule met; then none certainly failed; then the
rest), how many of its rules are unknown (fewer first), how much it wants to know (fewer fields first), how long it has
been published (longer first), and its id. Nothing that a partner pays, and nothing that a partner or another person
did, is looked at: the same books and the same offers give the same order.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from core.marketplace.judge_offer import Judged, Outcome
from core.marketplace.models import OfferRow

_NEVER = datetime.max.replace(tzinfo=UTC)


def rank_offers(offers: Iterable[tuple[OfferRow, Judged]]) -> Sequence[OfferRow]:
    """Offers in the order in which they are shown."""

    def place(one: tuple[OfferRow, Judged]) -> tuple[int, int, int, datetime, bytes]:
        offer, judged = one
        group = 0 if judged.is_eligible else 2 if judged.is_refused else 1
        return (
            group,
            judged.count(Outcome.UNKNOWN),
            len(offer.requested_fields),
            offer.published_at or _NEVER,
            offer.id.bytes,
        )

    return [offer for offer, _ in sorted(offers, key=place)]
