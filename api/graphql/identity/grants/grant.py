"""A grant as both sides see it."""

from datetime import date, datetime
from typing import Self

import strawberry

from api.graphql.declare.node import encode_id
from core.identity.grants.kinds import GrantKind, GrantState
from core.identity.grants.list_grants import SeenGrant


@strawberry.type(description="A person lets another read a part of their books.")
class Grant:
    """A grant; the owner of the books and who was let in see the same."""

    id: strawberry.ID = strawberry.field(
        description="Opaque. Sent in the header `X-Solvent-On-Behalf-Of` it has a request read the owner's books."
    )
    kind: GrantKind = strawberry.field(description="How far it goes.")
    state: GrantState = strawberry.field(description="Where it stands.")
    owner_email: str = strawberry.field(description="Whose books they are.")
    email: str = strawberry.field(description="Who was let in, by the address that was invited.")
    account_ids: list[strawberry.ID] | None = strawberry.field(
        description="The accounts it covers; null for all, also those to come."
    )
    period_from: date | None = strawberry.field(description="The first booking day it covers; null for no bound.")
    period_to: date | None = strawberry.field(description="The last booking day it covers; null for no bound.")
    expires_at: datetime | None = strawberry.field(description="When it ends by itself; null for never.")
    reason: str | None = strawberry.field(description="Why an admin looks into the books; null for other kinds.")
    created_at: datetime = strawberry.field(description="When it was given.")
    accepted_at: datetime | None = strawberry.field(description="When it was accepted; null before.")
    ended_at: datetime | None = strawberry.field(description="When it was ended or declined; null before.")

    @classmethod
    def of(cls, seen: SeenGrant) -> Self:
        """The GraphQL type of a grant."""
        row = seen.row
        accounts = row.account_ids
        return cls(
            id=strawberry.ID(encode_id("Grant", row.id)),
            kind=row.kind,
            state=row.state,
            owner_email=seen.owner_email,
            email=row.email,
            account_ids=[strawberry.ID(encode_id("Account", key)) for key in accounts]
            if accounts is not None
            else None,
            period_from=row.period_from,
            period_to=row.period_to,
            expires_at=row.expires_at,
            reason=row.reason,
            created_at=row.created_at,
            accepted_at=row.accepted_at,
            ended_at=row.ended_at,
        )
