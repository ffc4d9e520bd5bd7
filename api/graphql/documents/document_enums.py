"""Enums of documents, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.documents.matching.models import MatchStatus
from core.documents.models import DocumentStatus, UploadPurpose
from core.documents.searching.answer_question import EmptyReason, Relaxed
from core.ports.document_reader import DocumentKind
from core.ports.receipt_matcher import MatchKind

show_enum(
    UploadPurpose,
    "What a file is sent for.",
    {
        UploadPurpose.STATEMENT: "A bank's statement, for the books.",
        UploadPurpose.DOCUMENT: "A receipt, invoice or other paper.",
        UploadPurpose.ARCHIVE: "An archive of `exportMyData`, for `importMyData` in an empty account.",
    },
)
show_enum(
    DocumentStatus,
    "Where a document stands.",
    {
        DocumentStatus.READING: "It is being read.",
        DocumentStatus.INDEXING: "Read; search does not find it yet.",
        DocumentStatus.READY: "Read, and found by search.",
        DocumentStatus.FAILED: "It could not be read: `errorCode` says why.",
    },
)
show_enum(
    MatchStatus,
    "Who says that a document is of a payment.",
    {
        MatchStatus.SUGGESTED: "Nobody yet: it waits for the person.",
        MatchStatus.AUTOMATIC: "The platform: sure enough not to ask.",
        MatchStatus.CONFIRMED: "The person.",
        MatchStatus.REJECTED: "The person said no; it is never offered again.",
    },
    name="DocumentMatchStatus",
)
show_enum(
    MatchKind,
    "How a document and a payment fit.",
    {
        MatchKind.EXACT: "To the cent.",
        MatchKind.TIP: "More was paid than the document says.",
        MatchKind.DISCOUNT: "Less was paid: a voucher, or points.",
        MatchKind.EXCHANGED: "Paid in another currency.",
        MatchKind.NAME: "Name and day fit; the amount is unread, or another.",
        MatchKind.PART_OF_PAYMENT: "One of several documents of one payment.",
        MatchKind.PART_OF_PAPER: "One of several payments of one document.",
        MatchKind.BY_HAND: "The person said so.",
    },
    name="DocumentMatchKind",
)
show_enum(
    DocumentKind,
    "What a document is.",
    {
        DocumentKind.RECEIPT: "A receipt.",
        DocumentKind.INVOICE: "An invoice.",
        DocumentKind.ACT: "An act of acceptance.",
        DocumentKind.CONTRACT: "A contract.",
        DocumentKind.STATEMENT: "A bank's statement.",
        DocumentKind.TAX_LETTER: "A letter of the tax office.",
        DocumentKind.OTHER: "None of the others.",
    },
)
show_enum(
    EmptyReason,
    "Why a search found nothing.",
    {
        EmptyReason.NOTHING_ASKED: "The question names nothing to look for.",
        EmptyReason.NO_DOCUMENTS_PASS: "No document is of its kind, dates, sums and merchant.",
        EmptyReason.NOTHING_FITS: "None of those that are is about its topic.",
    },
    name="SearchEmptyReason",
)
show_enum(
    Relaxed,
    "A part of a question that was given up to find something.",
    {
        Relaxed.KIND: "What the document is.",
        Relaxed.AMOUNT: "Its total.",
    },
    name="SearchRelaxation",
)
