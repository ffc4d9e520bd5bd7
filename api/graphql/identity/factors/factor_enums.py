"""Enums of second factors and grants, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.identity.factors.models import FactorKind
from core.identity.grants.kinds import GrantKind, GrantState

show_enum(
    FactorKind,
    "How somebody shows, beside the password, that it is they.",
    {
        FactorKind.TOTP: "A six-digit code of an authenticator app.",
        FactorKind.PASSKEY: "A passkey: a key in a device or a security key (WebAuthn).",
        FactorKind.RECOVERY_CODE: "A recovery code, each good once.",
    },
)
show_enum(
    GrantKind,
    "How far a grant goes.",
    {
        GrantKind.ACCOUNTANT: "Reads, and sorts movements into categories. Pays nothing.",
        GrantKind.READ_ONLY: "Reads.",
        GrantKind.INSPECTION: "An admin's look into the books: reads, for half an hour, for a reason.",
    },
)
show_enum(
    GrantState,
    "Where a grant stands.",
    {
        GrantState.INVITED: "Sent, and not answered yet.",
        GrantState.ACTIVE: "Accepted; good until `expiresAt`, where there is one.",
        GrantState.DECLINED: "Declined by who was invited.",
        GrantState.REVOKED: "Ended, by either side or by its time.",
    },
)
