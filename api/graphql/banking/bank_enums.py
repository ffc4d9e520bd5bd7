"""Enums of banking, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.banking.models import ConnectionStatus, ImportStatus
from core.banking.payment_models import PaymentKind, PaymentState
from core.ports.bank_feed import BankTransport, ConsentKind, ConsentStatus, ProductKind
from core.ports.bank_journal import CallOutcome
from core.ports.statement_parser import StatementFormat

show_enum(
    ImportStatus,
    "Where an import stands.",
    {
        ImportStatus.QUEUED: "It waits, or is being read.",
        ImportStatus.DONE: "Its movements are in the books.",
        ImportStatus.FAILED: "Refused whole: nothing was imported.",
        ImportStatus.UNDONE: "Taken out of the books again.",
    },
)
show_enum(
    StatementFormat,
    "A format of statement files.",
    {
        StatementFormat.CSV: "A table as text.",
        StatementFormat.XLSX: "A table of Excel.",
        StatementFormat.OFX: "Open Financial Exchange, 1 or 2.",
        StatementFormat.QIF: "Quicken's interchange format.",
        StatementFormat.MT940: "SWIFT: a day's statement.",
        StatementFormat.MT942: "SWIFT: movements of a day that is not over.",
        StatementFormat.CAMT: "ISO 20022: camt.052, 053 or 054.",
        StatementFormat.ONE_C: "1C: client-bank exchange.",
        StatementFormat.PDF: "A printed statement.",
    },
)
show_enum(
    ConnectionStatus,
    "Where a connection to a bank stands.",
    {
        ConnectionStatus.WAITING: "The person must approve the consent at the bank.",
        ConnectionStatus.ACTIVE: "It is read regularly.",
        ConnectionStatus.NEEDS_CONSENT: "Its consent lapsed or was revoked.",
        ConnectionStatus.DISCONNECTED: "Ended by the person.",
    },
)
show_enum(
    ConsentStatus,
    "Where a consent stands.",
    {
        ConsentStatus.PENDING: "The person must approve it at the bank.",
        ConsentStatus.AUTHORISED: "Good.",
        ConsentStatus.REJECTED: "The person or the bank said no.",
        ConsentStatus.REVOKED: "Taken back.",
        ConsentStatus.EXPIRED: "Lapsed.",
        ConsentStatus.USED: "Its one payment was made.",
    },
)
show_enum(
    ConsentKind,
    "What a consent allows.",
    {
        ConsentKind.ACCOUNT: "Reading accounts, balances, movements and cards.",
        ConsentKind.PRODUCT: "Reading loans, deposits and card contracts.",
        ConsentKind.PAYMENT: "Making one payment.",
    },
)
show_enum(
    BankTransport,
    "How a bank wants to be reached.",
    {
        BankTransport.PLAIN: "By ordinary HTTPS.",
        BankTransport.GOST: "By TLS with GOST ciphers.",
    },
)
show_enum(
    ProductKind,
    "What a bank sells.",
    {
        ProductKind.DEPOSIT: "A deposit.",
        ProductKind.LOAN: "A loan.",
        ProductKind.CREDIT_CARD: "A credit card.",
        ProductKind.CARD: "A debit card.",
        ProductKind.OTHER: "None of the others.",
    },
)
show_enum(
    CallOutcome,
    "How one call to a bank ended.",
    {
        CallOutcome.OK: "Answered.",
        CallOutcome.REFUSED: "Refused: a status of 400 to 499 that is not told apart below.",
        CallOutcome.UNAUTHORISED: "The token is not taken: status 401.",
        CallOutcome.LIMITED: "Too many calls: status 429.",
        CallOutcome.FAILED: "The bank failed: a status from 500 on.",
        CallOutcome.UNREACHABLE: "No connection, or it broke.",
        CallOutcome.TIMED_OUT: "No answer in time.",
        CallOutcome.UNREADABLE: "What came is no JSON, or too much.",
    },
)
show_enum(
    PaymentKind,
    "What a payment is for.",
    {
        PaymentKind.TRANSFER: "To another own account, also at another bank, or to a payee.",
        PaymentKind.MDP: "A loan's mandatory payment.",
        PaymentKind.ADP: "An extra payment on a loan.",
        PaymentKind.SDP: "Onto a savings account or a deposit.",
    },
)
show_enum(
    PaymentState,
    "Where a payment stands.",
    {
        PaymentState.CREATED: "The person must confirm it.",
        PaymentState.CONFIRMED: "The job that makes it is on its way.",
        PaymentState.WAITING: "The person must approve the consent at the bank.",
        PaymentState.SENDING: "It is being sent, once.",
        PaymentState.IN_PROCESS: "The bank took it.",
        PaymentState.SETTLED: "Paid.",
        PaymentState.REJECTED: "The bank refused it: `reason` says why.",
        PaymentState.UNKNOWN: "No answer came: the account's movements will tell. It is never sent again.",
        PaymentState.CANCELLED: "Given up before it was sent.",
    },
)
