"""Second factors as GraphQL shows and takes them."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Context
from api.graphql.declare.fields import column
from api.graphql.declare.node import Node
from core.identity.factors.list_factors import Factors
from core.identity.factors.models import FactorKind, PasskeyRow, TotpRow
from core.identity.factors.prove_factor import FactorTools, Proof
from core.identity.factors.relying_party import relying_party
from core.identity.factors.sign_in_with_factor import FactorStep


@strawberry.type(description="A passkey: a key that stays in the person's device, or travels with their devices.")
class Passkey(Node):
    """A WebAuthn credential."""

    row: strawberry.Private[PasskeyRow]
    name: str = column(PasskeyRow.name, "What the person calls it.")
    is_backed_up: bool = column(PasskeyRow.is_backed_up, "Whether it is kept with the person's other devices too.")
    created_at: datetime = column(PasskeyRow.created_at, "When it was added.")
    last_used_at: datetime | None = column(PasskeyRow.last_used_at, "When it was last used; null for never.")


def wrap_passkey(row: Any) -> Passkey:
    """The GraphQL type of a row."""
    return Passkey(row=row)


@strawberry.type(description="An authenticator app.")
class TotpFactor:
    """An app that shows codes."""

    row: strawberry.Private[TotpRow]
    confirmed_at: datetime | None = column(TotpRow.confirmed_at, "When it was set up; null until then.")
    last_used_at: datetime | None = column(TotpRow.last_used_at, "When a code was last taken; null for never.")


@strawberry.type(description="What the person proves themselves with beside the password.")
class SecondFactors:
    """All of a person's factors."""

    kinds: list[FactorKind] = strawberry.field(description="How they can prove themselves now; empty for no factor.")
    totp: TotpFactor | None = strawberry.field(description="The authenticator app; null for none.")
    passkeys: list[Passkey] = strawberry.field(description="Passkeys, oldest first.")
    recovery_codes_left: int = strawberry.field(description="How many recovery codes are still good, of ten.")
    is_required: bool = strawberry.field(description="Whether the person's role needs a second factor.")


def shown_factors(factors: Factors, *, is_required: bool) -> SecondFactors:
    """The GraphQL type of what a person has."""
    return SecondFactors(
        kinds=factors.kinds,
        totp=TotpFactor(row=factors.totp) if factors.totp is not None else None,
        passkeys=[wrap_passkey(row) for row in factors.passkeys],
        recovery_codes_left=factors.recovery_codes_left,
        is_required=is_required,
    )


@strawberry.type(description="A question that one answer ends: it lives for five minutes and five tries.")
class FactorChallenge:
    """What is asked."""

    token: str = strawberry.field(description="To be given back with the answer.")
    expires_at: datetime = strawberry.field(description="When it ends.")
    kinds: list[FactorKind] = strawberry.field(description="What would be an answer.")
    passkey_options: JSON | None = strawberry.field(
        description="For `navigator.credentials.get`, as `PublicKeyCredential.parseRequestOptionsFromJSON` reads them; "
        "null where the person has no passkey."
    )


def shown_challenge(step: FactorStep) -> FactorChallenge:
    """The GraphQL type of a step."""
    return FactorChallenge(
        token=step.opened.token,
        expires_at=step.opened.expires_at,
        kinds=list(step.kinds),
        passkey_options=JSON(step.options) if step.options is not None else None,
    )


@strawberry.input(description="A second factor: exactly one of the three.")
class FactorProof:
    """What proves it."""

    totp_code: str | None = strawberry.field(default=None, description="Six digits of the authenticator app.")
    recovery_code: str | None = strawberry.field(default=None, description="A recovery code, as it was shown.")
    passkey: JSON | None = strawberry.field(
        default=None, description="The answer of `navigator.credentials.get`, by its `toJSON()`."
    )


def to_proof(given: FactorProof) -> Proof:
    """The domain's proof; what is no object is no passkey."""
    passkey: Any = given.passkey
    if passkey is not None and not isinstance(passkey, dict):
        passkey = {}
    return Proof(given.totp_code, given.recovery_code, passkey)


def tools_of(context: Context) -> FactorTools:
    """What factors are checked with, and the device that asks."""
    platform, actor = context.platform, context.actor
    party = relying_party(platform.settings.web_url)
    return FactorTools(platform.clock, platform.secrets, party, actor.session_id if actor is not None else None)
