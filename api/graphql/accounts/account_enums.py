"""Enums of accounts, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.accounts.list_transactions import Direction
from core.accounts.models import AccountKind, LinkKind, LinkStatus, TransactionSource
from core.ports.categoriser import DecidedBy
from core.ports.statement_parser import BookingStatus
from core.taxonomy import Deductible, Kind

show_enum(
    AccountKind,
    "What sort of account it is.",
    {
        AccountKind.CHECKING: "For everyday payments.",
        AccountKind.SAVINGS: "Money set aside, at hand.",
        AccountKind.CARD: "A card's own account.",
        AccountKind.CASH: "Cash, kept by hand.",
        AccountKind.DEPOSIT: "Money set aside until a day.",
        AccountKind.LOAN: "Money owed: the balance is negative.",
        AccountKind.OTHER: "None of the others.",
    },
)
show_enum(
    TransactionSource,
    "Where a transaction was first seen.",
    {
        TransactionSource.FILE: "In a statement file.",
        TransactionSource.FEED: "At a connected bank.",
        TransactionSource.MANUAL: "Written down by the person.",
    },
)
show_enum(
    LinkKind,
    "What two movements are to each other.",
    {
        LinkKind.TRANSFER: "Between the person's own accounts.",
        LinkKind.REFUND: "A purchase, and its money back.",
        LinkKind.DUPLICATE: "One payment in two rows.",
        LinkKind.SETTLEMENT: "A pending movement, and the same booked at another amount.",
    },
)
show_enum(
    LinkStatus,
    "Who says that two movements belong together.",
    {
        LinkStatus.SUGGESTED: "Nobody yet: it waits for the person.",
        LinkStatus.AUTOMATIC: "The platform: it is unambiguous.",
        LinkStatus.CONFIRMED: "The person.",
        LinkStatus.REJECTED: "The person said no; it is never suggested again.",
    },
)
show_enum(
    Direction,
    "Which way money went.",
    {
        Direction.IN: "To the person.",
        Direction.OUT: "From the person.",
    },
)
show_enum(
    Kind,
    "What a category does to a person's books.",
    {
        Kind.INCOME: "Money earned.",
        Kind.BUSINESS: "A cost of the business.",
        Kind.PERSONAL: "Private spending.",
        Kind.TAX: "Paid to the state.",
        Kind.TRANSFER: "Moves money without earning or spending it.",
    },
    name="CategoryKind",
)
show_enum(
    Deductible,
    "Whether spending lowers taxable income: a hint.",
    {
        Deductible.USUALLY: "As a rule.",
        Deductible.SOMETIMES: "Business or private: the person knows which.",
        Deductible.NEVER: "Not at all.",
    },
)
show_enum(
    BookingStatus,
    "Whether the bank has booked a movement.",
    {
        BookingStatus.BOOKED: "The bank has booked it.",
        BookingStatus.PENDING: "Announced; its day and amount may change.",
    },
)
show_enum(
    DecidedBy,
    "Who chose a category.",
    {
        DecidedBy.PERSON: "The person, by hand: final.",
        DecidedBy.RULE: "A rule of the person's.",
        DecidedBy.CORRECTION: "The person, by sorting another line of the merchant.",
        DecidedBy.MERCHANT: "A known merchant, tax id or merchant category code.",
        DecidedBy.PURPOSE: "The line itself, which says what it is for.",
        DecidedBy.MODEL: "The statistical model.",
        DecidedBy.IMPORT: "The file or the bank that it came from.",
        DecidedBy.PAIR: "A transfer between own accounts.",
        DecidedBy.NONE: "Nobody: nothing was sure enough.",
    },
)
