"""Why a mutation refused, as an enum: for clients that want all cases named."""

from enum import Enum

from api.graphql.declare.shown_enum import show_enum


class ErrorReason(Enum):
    """The codes of expected failures."""

    ACCOUNT_CURRENCY = "ACCOUNT_CURRENCY"
    ACCOUNT_DEACTIVATED = "ACCOUNT_DEACTIVATED"
    ACCOUNT_EXISTS = "ACCOUNT_EXISTS"
    ACCOUNT_NOT_EMPTY = "ACCOUNT_NOT_EMPTY"
    ALREADY_CONNECTED = "ALREADY_CONNECTED"
    ARCHIVE_INVALID = "ARCHIVE_INVALID"
    ARCHIVE_TOO_LARGE = "ARCHIVE_TOO_LARGE"
    ARCHIVE_VERSION = "ARCHIVE_VERSION"
    AUTHORIZATION_OVER = "AUTHORIZATION_OVER"
    BAD_CREDENTIALS = "BAD_CREDENTIALS"
    BANK_ERROR = "BANK_ERROR"
    BANK_TOKEN_INVALID = "BANK_TOKEN_INVALID"  # noqa: S105 a code
    BATCH_SIZE = "BATCH_SIZE"
    BOOKED_BY_BANK = "BOOKED_BY_BANK"
    CANNOT_DEACTIVATE_ADMIN = "CANNOT_DEACTIVATE_ADMIN"
    CATEGORY_EXISTS = "CATEGORY_EXISTS"
    CHALLENGE_ENDED = "CHALLENGE_ENDED"
    CONSENT_ENDED = "CONSENT_ENDED"
    CONSENT_KIND = "CONSENT_KIND"
    CONSENT_MISMATCH = "CONSENT_MISMATCH"
    CONSENT_REQUIRED = "CONSENT_REQUIRED"
    CURRENCY_MISMATCH = "CURRENCY_MISMATCH"
    DELIVERY_PENDING = "DELIVERY_PENDING"
    EMAIL_NOT_VERIFIED = "EMAIL_NOT_VERIFIED"
    EXPORT_LIMIT = "EXPORT_LIMIT"
    EXPORT_RUNNING = "EXPORT_RUNNING"
    FACTOR_EXISTS = "FACTOR_EXISTS"
    FACTOR_LIMIT = "FACTOR_LIMIT"
    FACTOR_WRONG = "FACTOR_WRONG"
    FILE_MISSING = "FILE_MISSING"
    GOST_UNAVAILABLE = "GOST_UNAVAILABLE"
    GRANT_EXISTS = "GRANT_EXISTS"
    GRANT_STATE = "GRANT_STATE"
    IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT"
    IMPORT_RUNNING = "IMPORT_RUNNING"
    INVALID_APP = "INVALID_APP"
    INVALID_BUSINESS_SHARE = "INVALID_BUSINESS_SHARE"
    INVALID_ELIGIBILITY = "INVALID_ELIGIBILITY"
    INVALID_EMAIL = "INVALID_EMAIL"
    INVALID_FILENAME = "INVALID_FILENAME"
    INVALID_GRANT = "INVALID_GRANT"
    INVALID_HORIZON = "INVALID_HORIZON"
    INVALID_LEAD_TIMES = "INVALID_LEAD_TIMES"
    INVALID_LINK = "INVALID_LINK"
    INVALID_MONEY = "INVALID_MONEY"
    INVALID_NAME = "INVALID_NAME"
    INVALID_OFFER = "INVALID_OFFER"
    INVALID_PLAN = "INVALID_PLAN"
    INVALID_REDIRECT_URI = "INVALID_REDIRECT_URI"
    INVALID_REPORT_PERIOD = "INVALID_REPORT_PERIOD"
    INVALID_SCOPE = "INVALID_SCOPE"
    INVALID_TAX_FACT = "INVALID_TAX_FACT"
    INVALID_TAX_ID = "INVALID_TAX_ID"
    INVALID_TAX_PROFILE = "INVALID_TAX_PROFILE"
    INVALID_TEXT = "INVALID_TEXT"
    INVALID_TOKEN = "INVALID_TOKEN"  # noqa: S105 a code
    JOB_FINISHED = "JOB_FINISHED"
    JOB_UNSTOPPABLE = "JOB_UNSTOPPABLE"
    LAST_FACTOR = "LAST_FACTOR"
    LEAD_EXISTS = "LEAD_EXISTS"
    LEAD_STATE = "LEAD_STATE"
    LEAD_VALUE_UNKNOWN = "LEAD_VALUE_UNKNOWN"
    MAPPING_INVALID = "MAPPING_INVALID"
    NOTHING_IMPORTED = "NOTHING_IMPORTED"
    NOTHING_TO_REPORT = "NOTHING_TO_REPORT"
    NOT_AN_ARCHIVE = "NOT_AN_ARCHIVE"
    NOT_A_PARTNER = "NOT_A_PARTNER"
    NOT_CONNECTED = "NOT_CONNECTED"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    NOT_FOUND = "NOT_FOUND"
    NO_ACCOUNTS = "NO_ACCOUNTS"
    NO_DELETION = "NO_DELETION"
    NO_TABLE = "NO_TABLE"
    OCR_UNAVAILABLE = "OCR_UNAVAILABLE"
    OFFER_EXISTS = "OFFER_EXISTS"
    OFFER_WITHOUT_ELIGIBILITY = "OFFER_WITHOUT_ELIGIBILITY"
    OWN_ROLE = "OWN_ROLE"
    PASSKEY_REFUSED = "PASSKEY_REFUSED"
    PAYEE_EXISTS = "PAYEE_EXISTS"
    NOTIFICATION_TIMES = "NOTIFICATION_TIMES"
    PAYMENT_COVERED = "PAYMENT_COVERED"
    PAYMENT_REFUSED = "PAYMENT_REFUSED"
    PAYMENT_STATE = "PAYMENT_STATE"
    PREMIUM_NEEDED = "PREMIUM_NEEDED"
    PREVIEW_CHANGED = "PREVIEW_CHANGED"
    PUSH_KEYS = "PUSH_KEYS"
    PUSH_LIMIT = "PUSH_LIMIT"
    REPEATED_ITEM = "REPEATED_ITEM"
    REPORT_ENDED = "REPORT_ENDED"
    REPORT_RUNNING = "REPORT_RUNNING"
    SPLIT_SUM = "SPLIT_SUM"
    STEP_UP_NEEDED = "STEP_UP_NEEDED"
    TIME_ZONE_UNKNOWN = "TIME_ZONE_UNKNOWN"
    TOO_MANY_REPORTS = "TOO_MANY_REPORTS"
    TRANSACTION_DELETED = "TRANSACTION_DELETED"
    UNKNOWN_BANK = "UNKNOWN_BANK"
    UNKNOWN_TAX_COUNTRY = "UNKNOWN_TAX_COUNTRY"
    UNKNOWN_TAX_FIGURE = "UNKNOWN_TAX_FIGURE"
    UNKNOWN_TAX_REGIME = "UNKNOWN_TAX_REGIME"
    UNREADABLE_DOCUMENT = "UNREADABLE_DOCUMENT"
    UNREADABLE_STATEMENT = "UNREADABLE_STATEMENT"
    UPLOAD_EMPTY = "UPLOAD_EMPTY"
    UPLOAD_EXPIRED = "UPLOAD_EXPIRED"
    UPLOAD_MISSING = "UPLOAD_MISSING"
    UPLOAD_SIZE = "UPLOAD_SIZE"
    UPLOAD_TOO_LARGE = "UPLOAD_TOO_LARGE"
    WEAK_PASSWORD = "WEAK_PASSWORD"  # noqa: S105 a code
    WEBHOOK_ADDRESS = "WEBHOOK_ADDRESS"
    WEBHOOK_INACTIVE = "WEBHOOK_INACTIVE"
    WEBHOOK_KINDS = "WEBHOOK_KINDS"
    WEBHOOK_LIMIT = "WEBHOOK_LIMIT"
    WEBHOOK_OF_APP = "WEBHOOK_OF_APP"
    WEBHOOK_QUERY = "WEBHOOK_QUERY"
    WEBHOOK_SCOPE = "WEBHOOK_SCOPE"
    ADDRESS_NOT_VOUCHED = "ADDRESS_NOT_VOUCHED"
    EXTERNAL_SIGN_IN_FAILED = "EXTERNAL_SIGN_IN_FAILED"
    EXTERNAL_SIGN_IN_OVER = "EXTERNAL_SIGN_IN_OVER"
    IDENTITY_TAKEN = "IDENTITY_TAKEN"
    LINK_FIRST = "LINK_FIRST"
    UNKNOWN_PROVIDER = "UNKNOWN_PROVIDER"
    OTHER = "OTHER"


show_enum(
    ErrorReason,
    "Why a mutation refused. The same as `code`, all cases named.",
    {
        ErrorReason.ACCOUNT_CURRENCY: "The statement is in another currency than the account it was sent for.",
        ErrorReason.ACCOUNT_DEACTIVATED: "The account is switched off.",
        ErrorReason.ACCOUNT_EXISTS: "An account with this number and currency is there already.",
        ErrorReason.ACCOUNT_NOT_EMPTY: "An archive is brought into an empty account only.",
        ErrorReason.ALREADY_CONNECTED: "There is a live connection to this bank.",
        ErrorReason.ARCHIVE_INVALID: "No archive of ours, damaged, or changed since it was made.",
        ErrorReason.ARCHIVE_TOO_LARGE: "Unpacked the archive would be larger than is taken.",
        ErrorReason.ARCHIVE_VERSION: "An archive of a version that this release does not read.",
        ErrorReason.BAD_CREDENTIALS: "Unknown address or wrong password: which one is not said.",
        ErrorReason.AUTHORIZATION_OVER: "The request of an app is unknown, decided or too old.",
        ErrorReason.BANK_ERROR: "The bank refused or failed.",
        ErrorReason.BANK_TOKEN_INVALID: "The bank gave a token that is not to be trusted.",
        ErrorReason.BATCH_SIZE: "A batch of none, or of more than 1,000 items.",
        ErrorReason.BOOKED_BY_BANK: "Day and amount of a movement that came from a bank are the bank's word.",
        ErrorReason.CANNOT_DEACTIVATE_ADMIN: "An admin can't be switched off this way.",
        ErrorReason.CATEGORY_EXISTS: "A category or rule of this name is there already.",
        ErrorReason.CHALLENGE_ENDED: "The step was answered, is too old, or was tried too often: begin again.",
        ErrorReason.CONSENT_ENDED: "The consent is over already.",
        ErrorReason.CONSENT_KIND: "A consent of this kind is not asked for this way.",
        ErrorReason.CONSENT_MISMATCH: "What was agreed on is not what the offer asks for.",
        ErrorReason.CONSENT_REQUIRED: "There is no live consent: only the person can help.",
        ErrorReason.CURRENCY_MISMATCH: "An amount in another currency than the account's.",
        ErrorReason.DELIVERY_PENDING: "The delivery has not ended: it is tried again by itself.",
        ErrorReason.EMAIL_NOT_VERIFIED: "The password is right, but the address was never confirmed.",
        ErrorReason.EXPORT_LIMIT: "As many exports as a day allows.",
        ErrorReason.EXPORT_RUNNING: "An export is on its way already.",
        ErrorReason.FACTOR_EXISTS: "It is set up already.",
        ErrorReason.FACTOR_LIMIT: "As many passkeys as one person may have.",
        ErrorReason.FACTOR_WRONG: "A code or passkey that proves nothing: wrong, or used already.",
        ErrorReason.FILE_MISSING: "The file is not there.",
        ErrorReason.GOST_UNAVAILABLE: "GOST TLS is not to be had here.",
        ErrorReason.GRANT_EXISTS: "This address is let in, or invited, already.",
        ErrorReason.GRANT_STATE: "The grant is past the point where this could be done.",
        ErrorReason.IDEMPOTENCY_CONFLICT: "The key was used before with another input.",
        ErrorReason.IMPORT_RUNNING: "The import's job is still at work.",
        ErrorReason.INVALID_APP: "An app's registration that makes no sense.",
        ErrorReason.INVALID_BUSINESS_SHARE: "A share below 0 or above 1, or of a category that has no costs.",
        ErrorReason.INVALID_ELIGIBILITY: "A rule of eligibility that makes no sense.",
        ErrorReason.INVALID_EMAIL: "Not a mail address that could receive mail.",
        ErrorReason.INVALID_FILENAME: "A name that is empty, too long, or has control characters.",
        ErrorReason.INVALID_GRANT: "A grant to oneself, for a time that is over, or one too many.",
        ErrorReason.INVALID_HORIZON: "Less than a day, or more than 180 days ahead.",
        ErrorReason.INVALID_LEAD_TIMES: "Too many lead times of reminders, or one out of range.",
        ErrorReason.INVALID_LINK: "A mailed link that is forged, spent or too old.",
        ErrorReason.INVALID_MONEY: "An amount or a currency that is not money.",
        ErrorReason.INVALID_NAME: "A display name that is empty or too long.",
        ErrorReason.INVALID_OFFER: "An offer's text, name or fields that can't be.",
        ErrorReason.INVALID_PLAN: "A planned item, or what a scenario supposes, that can't be.",
        ErrorReason.INVALID_REDIRECT_URI: "A redirect URI that is not https or loopback.",
        ErrorReason.INVALID_REPORT_PERIOD: "A report is over 6, 12 or 24 months.",
        ErrorReason.INVALID_SCOPE: "A scope that there is not, or not for this.",
        ErrorReason.INVALID_TAX_FACT: "Something that the regime does not ask for, or that can't be.",
        ErrorReason.INVALID_TAX_ID: "A tax number that can't be one.",
        ErrorReason.INVALID_TAX_PROFILE: "A tax profile that ends before it begins, of no such region, or a second.",
        ErrorReason.INVALID_TEXT: "A name, pattern or note that is empty or too long.",
        ErrorReason.INVALID_TOKEN: "An access or refresh token that is forged, spent, ended or too old.",
        ErrorReason.JOB_FINISHED: "The job is over: there is nothing to cancel.",
        ErrorReason.JOB_UNSTOPPABLE: "The job is a notice of what happened to the account, and is sent in any case.",
        ErrorReason.LAST_FACTOR: "The person's role needs a second factor: the last one stays.",
        ErrorReason.LEAD_EXISTS: "There is a lead for this offer already.",
        ErrorReason.LEAD_STATE: "The lead can't come to where it is asked for from where it stands.",
        ErrorReason.LEAD_VALUE_UNKNOWN: "The offer asks for what is not known of the person.",
        ErrorReason.MAPPING_INVALID: "No table can be read with this correction.",
        ErrorReason.NOTHING_IMPORTED: "The import was refused, or taken back already.",
        ErrorReason.NOTHING_TO_REPORT: "There is no account in the report's currency.",
        ErrorReason.NOT_AN_ARCHIVE: "The upload was sent for something else, or was not completed.",
        ErrorReason.NOT_A_PARTNER: "The caller speaks for no partner.",
        ErrorReason.NOT_CONNECTED: "The connection was ended, or rests on no live consent.",
        ErrorReason.NOT_ELIGIBLE: "The person's own data say that the offer is not for them.",
        ErrorReason.NOT_FOUND: "No such thing, or somebody else's.",
        ErrorReason.NO_ACCOUNTS: "There is no account to forecast.",
        ErrorReason.NO_DELETION: "The account is not going to be deleted, or is past the point where it could be kept.",
        ErrorReason.NO_TABLE: "The file has no columns that could mean something else.",
        ErrorReason.OCR_UNAVAILABLE: "The engine that this file needs is not here.",
        ErrorReason.OFFER_EXISTS: "The partner has an offer of this name already.",
        ErrorReason.OFFER_WITHOUT_ELIGIBILITY: "An offer that does not say for whom it is can't be published.",
        ErrorReason.OWN_ROLE: "Nobody changes their own role.",
        ErrorReason.PASSKEY_REFUSED: "What the device sent is no passkey that can be taken.",
        ErrorReason.PAYEE_EXISTS: "The account of the payee is saved already, under another name.",
        ErrorReason.NOTIFICATION_TIMES: "Quiet hours or the hour of a digest that can't be.",
        ErrorReason.PAYMENT_COVERED: "Other documents account for all of a payment, or for more of it than is left.",
        ErrorReason.PAYMENT_REFUSED: "It can't be paid: the message says why.",
        ErrorReason.PAYMENT_STATE: "The payment is past the point where this could be done.",
        ErrorReason.PREMIUM_NEEDED: "More categories of one's own than come free.",
        ErrorReason.PUSH_KEYS: "A browser's push subscription that is none.",
        ErrorReason.PUSH_LIMIT: "As many browsers take push messages as may.",
        ErrorReason.PREVIEW_CHANGED: "What would be handed over is not what was shown: look again.",
        ErrorReason.REPEATED_ITEM: "The batch names the same thing twice.",
        ErrorReason.REPORT_ENDED: "The report has ended already.",
        ErrorReason.REPORT_RUNNING: "A report is being made already.",
        ErrorReason.SPLIT_SUM: "Parts that do not sum to the transaction.",
        ErrorReason.STEP_UP_NEEDED: "The person must show again that it is they: see `confirmPresence`.",
        ErrorReason.TIME_ZONE_UNKNOWN: "There is no time zone of that name.",
        ErrorReason.TOO_MANY_REPORTS: "No more reports a day.",
        ErrorReason.TRANSACTION_DELETED: "The transaction is deleted: restore it first.",
        ErrorReason.UNKNOWN_BANK: "No bank of this code in the registry.",
        ErrorReason.UNKNOWN_TAX_COUNTRY: "There are no tax rules for the country here.",
        ErrorReason.UNKNOWN_TAX_FIGURE: "A rate, limit or rule that is not known for the day.",
        ErrorReason.UNKNOWN_TAX_REGIME: "The country has no such regime here.",
        ErrorReason.UNREADABLE_DOCUMENT: "The file can't be decoded, or may not be.",
        ErrorReason.UNREADABLE_STATEMENT: "The file can't be read whole.",
        ErrorReason.UPLOAD_EMPTY: "A file of no bytes.",
        ErrorReason.UPLOAD_EXPIRED: "The address for the file is not valid any more.",
        ErrorReason.UPLOAD_MISSING: "The file was not sent yet.",
        ErrorReason.UPLOAD_SIZE: "Another number of bytes than was announced.",
        ErrorReason.UPLOAD_TOO_LARGE: "More bytes than are taken.",
        ErrorReason.WEAK_PASSWORD: "Too short, too long, or too easy to guess.",
        ErrorReason.WEBHOOK_ADDRESS: "Nothing is sent to such an address: the message says why.",
        ErrorReason.WEBHOOK_INACTIVE: "The webhook is paused or disabled.",
        ErrorReason.WEBHOOK_KINDS: "No kinds of events, or one that nobody subscribes to.",
        ErrorReason.WEBHOOK_LIMIT: "As many webhooks as one person may have.",
        ErrorReason.WEBHOOK_OF_APP: "An app keeps the webhook: the person can delete it, or disconnect the app.",
        ErrorReason.WEBHOOK_QUERY: "The payload's query can't be asked: the message says why.",
        ErrorReason.WEBHOOK_SCOPE: "The app's scopes do not reach so far: the message says which is missing.",
        ErrorReason.ADDRESS_NOT_VOUCHED: "The provider does not vouch for the mail address.",
        ErrorReason.EXTERNAL_SIGN_IN_FAILED: "What came back from the provider is no proof of who came.",
        ErrorReason.EXTERNAL_SIGN_IN_OVER: "The visit to the provider is unknown, over, or another browser's.",
        ErrorReason.IDENTITY_TAKEN: "The account elsewhere belongs to another account here.",
        ErrorReason.LINK_FIRST: "There is an account of this address: sign in to it, then link the provider.",
        ErrorReason.UNKNOWN_PROVIDER: "No provider of this code is set up.",
        ErrorReason.OTHER: "One that this version of the schema does not name: see `code`.",
    },
)


def reason_of(code: str) -> ErrorReason:
    """The member of a code; OTHER for one that has none."""
    return ErrorReason.__members__.get(code, ErrorReason.OTHER)
