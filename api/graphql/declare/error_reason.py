"""Why a mutation refused, as an enum: for clients that want all cases named."""

from enum import Enum

from api.graphql.declare.shown_enum import show_enum


class ErrorReason(Enum):
    """The codes of expected failures."""

    ACCOUNT_CURRENCY = "ACCOUNT_CURRENCY"
    ACCOUNT_DEACTIVATED = "ACCOUNT_DEACTIVATED"
    ACCOUNT_EXISTS = "ACCOUNT_EXISTS"
    ALREADY_CONNECTED = "ALREADY_CONNECTED"
    BAD_CREDENTIALS = "BAD_CREDENTIALS"
    BANK_ERROR = "BANK_ERROR"
    BANK_TOKEN_INVALID = "BANK_TOKEN_INVALID"  # noqa: S105 a code
    BATCH_SIZE = "BATCH_SIZE"
    BOOKED_BY_BANK = "BOOKED_BY_BANK"
    CANNOT_DEACTIVATE_ADMIN = "CANNOT_DEACTIVATE_ADMIN"
    CATEGORY_EXISTS = "CATEGORY_EXISTS"
    CONSENT_ENDED = "CONSENT_ENDED"
    CONSENT_KIND = "CONSENT_KIND"
    CONSENT_MISMATCH = "CONSENT_MISMATCH"
    CONSENT_REQUIRED = "CONSENT_REQUIRED"
    CURRENCY_MISMATCH = "CURRENCY_MISMATCH"
    EMAIL_NOT_VERIFIED = "EMAIL_NOT_VERIFIED"
    FILE_MISSING = "FILE_MISSING"
    GOST_UNAVAILABLE = "GOST_UNAVAILABLE"
    IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT"
    IMPORT_RUNNING = "IMPORT_RUNNING"
    INVALID_EMAIL = "INVALID_EMAIL"
    INVALID_FILENAME = "INVALID_FILENAME"
    INVALID_HORIZON = "INVALID_HORIZON"
    INVALID_LINK = "INVALID_LINK"
    INVALID_MONEY = "INVALID_MONEY"
    INVALID_NAME = "INVALID_NAME"
    INVALID_PLAN = "INVALID_PLAN"
    INVALID_TEXT = "INVALID_TEXT"
    INVALID_TOKEN = "INVALID_TOKEN"  # noqa: S105 a code
    JOB_FINISHED = "JOB_FINISHED"
    LEAD_EXISTS = "LEAD_EXISTS"
    MAPPING_INVALID = "MAPPING_INVALID"
    NOTHING_IMPORTED = "NOTHING_IMPORTED"
    NOT_CONNECTED = "NOT_CONNECTED"
    NOT_FOUND = "NOT_FOUND"
    NO_ACCOUNTS = "NO_ACCOUNTS"
    NO_TABLE = "NO_TABLE"
    OCR_UNAVAILABLE = "OCR_UNAVAILABLE"
    PAYMENT_COVERED = "PAYMENT_COVERED"
    PAYMENT_REFUSED = "PAYMENT_REFUSED"
    PAYMENT_STATE = "PAYMENT_STATE"
    PREMIUM_NEEDED = "PREMIUM_NEEDED"
    REPEATED_ITEM = "REPEATED_ITEM"
    SPLIT_SUM = "SPLIT_SUM"
    STEP_UP_NEEDED = "STEP_UP_NEEDED"
    TRANSACTION_DELETED = "TRANSACTION_DELETED"
    UNKNOWN_BANK = "UNKNOWN_BANK"
    UNREADABLE_DOCUMENT = "UNREADABLE_DOCUMENT"
    UNREADABLE_STATEMENT = "UNREADABLE_STATEMENT"
    UPLOAD_EMPTY = "UPLOAD_EMPTY"
    UPLOAD_EXPIRED = "UPLOAD_EXPIRED"
    UPLOAD_MISSING = "UPLOAD_MISSING"
    UPLOAD_SIZE = "UPLOAD_SIZE"
    UPLOAD_TOO_LARGE = "UPLOAD_TOO_LARGE"
    WEAK_PASSWORD = "WEAK_PASSWORD"  # noqa: S105 a code
    OTHER = "OTHER"


show_enum(
    ErrorReason,
    "Why a mutation refused. The same as `code`, all cases named.",
    {
        ErrorReason.ACCOUNT_CURRENCY: "The statement is in another currency than the account it was sent for.",
        ErrorReason.ACCOUNT_DEACTIVATED: "The account is switched off.",
        ErrorReason.ACCOUNT_EXISTS: "An account with this number and currency is there already.",
        ErrorReason.ALREADY_CONNECTED: "There is a live connection to this bank.",
        ErrorReason.BAD_CREDENTIALS: "Unknown address or wrong password: which one is not said.",
        ErrorReason.BANK_ERROR: "The bank refused or failed.",
        ErrorReason.BANK_TOKEN_INVALID: "The bank gave a token that is not to be trusted.",
        ErrorReason.BATCH_SIZE: "A batch of none, or of more than 1,000 items.",
        ErrorReason.BOOKED_BY_BANK: "Day and amount of a movement that came from a bank are the bank's word.",
        ErrorReason.CANNOT_DEACTIVATE_ADMIN: "An admin can't be switched off this way.",
        ErrorReason.CATEGORY_EXISTS: "A category or rule of this name is there already.",
        ErrorReason.CONSENT_ENDED: "The consent is over already.",
        ErrorReason.CONSENT_KIND: "A consent of this kind is not asked for this way.",
        ErrorReason.CONSENT_MISMATCH: "What was agreed on is not what the offer asks for.",
        ErrorReason.CONSENT_REQUIRED: "There is no live consent: only the person can help.",
        ErrorReason.CURRENCY_MISMATCH: "An amount in another currency than the account's.",
        ErrorReason.EMAIL_NOT_VERIFIED: "The password is right, but the address was never confirmed.",
        ErrorReason.FILE_MISSING: "The file is not there.",
        ErrorReason.GOST_UNAVAILABLE: "GOST TLS is not to be had here.",
        ErrorReason.IDEMPOTENCY_CONFLICT: "The key was used before with another input.",
        ErrorReason.IMPORT_RUNNING: "The import's job is still at work.",
        ErrorReason.INVALID_EMAIL: "Not a mail address that could receive mail.",
        ErrorReason.INVALID_FILENAME: "A name that is empty, too long, or has control characters.",
        ErrorReason.INVALID_HORIZON: "Less than a day, or more than 180 days ahead.",
        ErrorReason.INVALID_LINK: "A mailed link that is forged, spent or too old.",
        ErrorReason.INVALID_MONEY: "An amount or a currency that is not money.",
        ErrorReason.INVALID_NAME: "A display name that is empty or too long.",
        ErrorReason.INVALID_PLAN: "A planned item, or what a scenario supposes, that can't be.",
        ErrorReason.INVALID_TEXT: "A name, pattern or note that is empty or too long.",
        ErrorReason.INVALID_TOKEN: "An access or refresh token that is forged, spent, ended or too old.",
        ErrorReason.JOB_FINISHED: "The job is over: there is nothing to cancel.",
        ErrorReason.LEAD_EXISTS: "There is a lead for this offer already.",
        ErrorReason.MAPPING_INVALID: "No table can be read with this correction.",
        ErrorReason.NOTHING_IMPORTED: "The import was refused, or taken back already.",
        ErrorReason.NOT_CONNECTED: "The connection was ended, or rests on no live consent.",
        ErrorReason.NOT_FOUND: "No such thing, or somebody else's.",
        ErrorReason.NO_ACCOUNTS: "There is no account to forecast.",
        ErrorReason.NO_TABLE: "The file has no columns that could mean something else.",
        ErrorReason.OCR_UNAVAILABLE: "The engine that this file needs is not here.",
        ErrorReason.PAYMENT_COVERED: "Other documents account for all of a payment, or for more of it than is left.",
        ErrorReason.PAYMENT_REFUSED: "It can't be paid: the message says why.",
        ErrorReason.PAYMENT_STATE: "The payment is past the point where this could be done.",
        ErrorReason.PREMIUM_NEEDED: "More categories of one's own than come free.",
        ErrorReason.REPEATED_ITEM: "The batch names the same thing twice.",
        ErrorReason.SPLIT_SUM: "Parts that do not sum to the transaction.",
        ErrorReason.STEP_UP_NEEDED: "The sign-in is not recent: the password is needed again.",
        ErrorReason.TRANSACTION_DELETED: "The transaction is deleted: restore it first.",
        ErrorReason.UNKNOWN_BANK: "No bank of this code in the registry.",
        ErrorReason.UNREADABLE_DOCUMENT: "The file can't be decoded, or may not be.",
        ErrorReason.UNREADABLE_STATEMENT: "The file can't be read whole.",
        ErrorReason.UPLOAD_EMPTY: "A file of no bytes.",
        ErrorReason.UPLOAD_EXPIRED: "The address for the file is not valid any more.",
        ErrorReason.UPLOAD_MISSING: "The file was not sent yet.",
        ErrorReason.UPLOAD_SIZE: "Another number of bytes than was announced.",
        ErrorReason.UPLOAD_TOO_LARGE: "More bytes than are taken.",
        ErrorReason.WEAK_PASSWORD: "Too short, too long, or too easy to guess.",
        ErrorReason.OTHER: "One that this version of the schema does not name: see `code`.",
    },
)


def reason_of(code: str) -> ErrorReason:
    """The member of a code; OTHER for one that has none."""
    return ErrorReason.__members__.get(code, ErrorReason.OTHER)
