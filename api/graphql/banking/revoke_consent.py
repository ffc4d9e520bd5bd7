import strawberry

from api.graphql.banking.bank_consent import BankConsent, wrap_consent
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.banking.revoke_consent import revoke_consent


@strawberry.input(description="Which consent to end.")
class RevokeConsentInput:
    """Input of `revokeConsent`."""

    consent_id: strawberry.ID = strawberry.field(description="The consent.")


@strawberry.type(description="The ended consent. Nothing more is read under it, whatever the bank answered.")
class RevokeConsentPayload(Payload):
    """Answer of `revokeConsent`."""

    consent: BankConsent | None = strawberry.field(default=None, description="The consent.")
    is_ended_at_bank: bool = strawberry.field(default=False, description="Whether the bank ended it too.")
    bank_problem: str | None = strawberry.field(
        default=None,
        description="Why the bank did not, as when it never told the consent's id: then end it at the bank.",
    )


async def _revoke_consent(info: strawberry.Info[Context], input: RevokeConsentInput) -> RevokeConsentPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.consent_id, "BankConsent", "consentId")
    revoked = await revoke_consent(info.context.platform, info.context.person, key)
    return RevokeConsentPayload(
        consent=wrap_consent(revoked.consent),
        is_ended_at_bank=revoked.is_ended_at_bank,
        bank_problem=revoked.problem,
    )


@strawberry.type
class RevokeConsentMutation:
    """Ending consents."""

    revoke_consent: RevokeConsentPayload = mutation(
        Permission.BANKS_CONNECT, RevokeConsentPayload, "End a consent, here and at the bank. What was read stays."
    )(_revoke_consent)
