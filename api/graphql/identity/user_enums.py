"""Enums of identity, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.identity.models import Role, UserStatus

show_enum(
    Role,
    "What a person may do beyond their own data.",
    {
        Role.USER: "Nothing.",
        Role.PREMIUM: "Nothing; they have paid features.",
        Role.SUPPORT: "See where accounts of people stand, not their data.",
        Role.BANKER: "Work for a bank partner.",
        Role.PARTNER: "Work for a marketplace partner.",
        Role.ADMIN: "Run the platform.",
    },
)
show_enum(
    UserStatus,
    "Where a person's account stands.",
    {
        UserStatus.UNVERIFIED: "The mail address is not confirmed yet.",
        UserStatus.ACTIVE: "They can sign in.",
        UserStatus.DEACTIVATED: "They can't sign in; data are kept.",
    },
)
