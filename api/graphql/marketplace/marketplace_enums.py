"""Enums of marketplace, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.marketplace.eligibility import CriterionKind
from core.marketplace.judge_offer import Outcome, WhyUnknown
from core.marketplace.models import LeadField, LeadParty, LeadStatus, OfferState, PartnerKind

show_enum(
    LeadField,
    "What of a person's data a lead may hand over.",
    {
        LeadField.NAME: "What they are called.",
        LeadField.EMAIL: "Their mail address.",
        LeadField.BASE_CURRENCY: "The currency they count in.",
        LeadField.COUNTRY: "The country of their tax profile, as an ISO code.",
        LeadField.TAX_REGIME: "How they are taxed.",
        LeadField.MONTHLY_INCOME: "The business's confirmed income a month, on average of the last six whole months.",
    },
)
show_enum(
    LeadStatus,
    "Where a lead stands.",
    {
        LeadStatus.SENT: "Handed over with consent; it waits for the partner.",
        LeadStatus.ACCEPTED: "The partner will see to it.",
        LeadStatus.CONTACTED: "The partner has been in touch.",
        LeadStatus.WON: "They have a contract.",
        LeadStatus.LOST: "Nothing came of it; it can be asked for again.",
        LeadStatus.WITHDRAWN: "Taken back by the person.",
    },
)
show_enum(
    LeadParty,
    "Who made a step of a lead.",
    {LeadParty.PERSON: "The person whose lead it is.", LeadParty.PARTNER: "The partner."},
)
show_enum(
    OfferState,
    "Whether people see an offer.",
    {
        OfferState.DRAFT: "Its partner alone sees it.",
        OfferState.PUBLISHED: "People see it and can ask for it.",
        OfferState.WITHDRAWN: "Nobody can ask for it any more.",
    },
)
show_enum(
    CriterionKind,
    "What a rule of an offer is about.",
    {
        CriterionKind.COUNTRY: "The country of the tax profile, as an ISO code: `among`.",
        CriterionKind.TAX_REGIME: "The tax regime, as `taxCountries` names them: `among`.",
        CriterionKind.VAT_STATUS: "`registered` or `not_registered`: `among`.",
        CriterionKind.BASE_CURRENCY: "The currency the person counts in: `among`.",
        CriterionKind.MONTHS_OF_BOOKS: "How many whole months the books go back: `months`.",
        CriterionKind.MONTHLY_INCOME: "The business's confirmed income a month, on average of the last whole months: "
        "`months`, `least`.",
        CriterionKind.MONTHLY_PROFIT: "The same after the business's costs: `months`, `least`.",
    },
    name="OfferCriterionKind",
)
show_enum(
    Outcome,
    "What a person's data say to a rule.",
    {
        Outcome.MET: "Yes.",
        Outcome.NOT_MET: "No.",
        Outcome.UNKNOWN: "Nothing: `whyUnknown` says what is missing.",
    },
    name="OfferCriterionOutcome",
)
show_enum(
    WhyUnknown,
    "What is missing to say whether a rule is met.",
    {
        WhyUnknown.NO_TAX_PROFILE: "There is no tax profile for today.",
        WhyUnknown.NO_BOOKS: "There is no movement in the books.",
        WhyUnknown.TOO_FEW_MONTHS: "The books do not go back so far.",
        WhyUnknown.GAPS: "No statement and no bank tells of some of the days.",
        WhyUnknown.UNSORTED: "Movements without a category could decide it.",
        WhyUnknown.BY_HAND: "It would be met with what was written by hand, which nothing confirms.",
        WhyUnknown.OTHER_CURRENCY: "A part of the business is in another currency.",
    },
    name="OfferUnknownReason",
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
