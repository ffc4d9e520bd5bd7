"""Enums of taxes, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.taxes.rules.country import VatStatus
from core.taxes.rules.deadline import DeadlineKind
from core.taxes.rules.estimate import LineKind
from core.taxes.rules.facts import FactKind

show_enum(
    VatStatus,
    "Whether the person charges VAT.",
    {
        VatStatus.NOT_REGISTERED: "Below the threshold, or under a scheme for small businesses.",
        VatStatus.REGISTERED: "Registered for it.",
    },
)
show_enum(
    DeadlineKind,
    "What must be done by a tax deadline.",
    {DeadlineKind.FILING: "Something is sent in.", DeadlineKind.PAYMENT: "Something is paid."},
    name="TaxDeadlineKind",
)
show_enum(
    LineKind,
    "What a line does to an estimate's total.",
    {
        LineKind.BASE: "A step on the way: no part of the total.",
        LineKind.CHARGE: "Adds to what is owed.",
        LineKind.CREDIT: "Takes from what is owed: its amount is negative.",
    },
    name="TaxLineKind",
)
show_enum(
    FactKind,
    "How a fact is written.",
    {
        FactKind.AMOUNT: "An amount in the currency of the tax, as `1200.50`.",
        FactKind.SHARE: "A share from 0 to 1, as `0.04`.",
        FactKind.YES_NO: "`true` or `false`.",
        FactKind.CHOICE: "One of the words in `choices`.",
        FactKind.DAY: "A day, as `2026-03-31`.",
    },
    name="TaxFactKind",
)
