"""Enums of marketplace, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.marketplace.models import LeadField, LeadStatus, PartnerKind

show_enum(
    LeadField,
    "What of a person's data a lead may hand over.",
    {
        LeadField.NAME: "What they are called.",
        LeadField.EMAIL: "Their mail address.",
        LeadField.BASE_CURRENCY: "The currency they count in.",
    },
)
show_enum(
    LeadStatus,
    "Where a lead stands.",
    {
        LeadStatus.SENT: "Recorded with consent; it waits for the partner.",
        LeadStatus.WITHDRAWN: "Taken back by the person.",
    },
)
show_enum(
    PartnerKind,
    "What a partner does.",
    {
        PartnerKind.ACCOUNTING: "Keeps books, files taxes.",
        PartnerKind.INSURANCE: "Insures.",
        PartnerKind.LENDING: "Lends.",
        PartnerKind.LEGAL: "Gives legal advice.",
    },
)
