"""What may become of a lead, and by whom: a table, not code."""

from collections.abc import Mapping
from typing import Final

from core.marketplace.errors import LeadStateError
from core.marketplace.models import LeadParty, LeadStatus

_S = LeadStatus
MOVES: Final[Mapping[LeadParty, Mapping[LeadStatus, frozenset[LeadStatus]]]] = {
    LeadParty.PARTNER: {
        _S.SENT: frozenset({_S.ACCEPTED, _S.LOST}),
        _S.ACCEPTED: frozenset({_S.CONTACTED, _S.LOST}),
        _S.CONTACTED: frozenset({_S.WON, _S.LOST}),
    },
    LeadParty.PERSON: {
        before: frozenset({_S.WITHDRAWN}) for before in (_S.SENT, _S.ACCEPTED, _S.CONTACTED, _S.WON, _S.LOST)
    },
}
"""By who moves, then by where it stands. A consent can be taken back at any time, also when all is done."""


def check_move(party: LeadParty, before: LeadStatus, after: LeadStatus) -> None:
    """Raise LeadStateError unless this party may move a lead so."""
    allowed = MOVES[party].get(before, frozenset())
    if after not in allowed:
        may = ", ".join(sorted(one.value for one in allowed)) or "nothing more"
        raise LeadStateError(f"A lead that is {before.value} can't become {after.value} this way: {may}.", field="to")
