"""What of a person's data an archive holds, which of it comes back in, and why the rest does not.

A test walks the catalogue: a table with a `user_id` that is named nowhere here is a failure.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ForeignKeyConstraint, Table

from core.db.declarative import Row
from core.identity.models import UserRow

FORMAT: Final = "solvent-archive"
VERSION: Final = 1

RESTORED: Final[tuple[str, ...]] = (
    "book_settings",
    "categories",
    "category_rules",
    "accounts",
    "statement_mappings",
    "uploads",
    "statement_imports",
    "documents",
    "transactions",
    "transaction_sightings",
    "transaction_aliases",
    "transaction_links",
    "transaction_splits",
    "category_feedback",
    "document_matches",
    "planned_items",
    "forecasts",
    "forecast_series",
    "insights",
    "insight_mutes",
    "tax_profiles",
    "tax_deadline_marks",
    "business_shares",
    "tax_reminders",
    "notification_settings",
    "notification_choices",
)
"""Tables that are exported and brought back, in an order in which what is referred to comes first."""

REPLACED: Final = ("tax_reminders", "notification_settings", "notification_choices")
"""Of those, choices that a new account may have made already: the archive's take their place."""

TOLD: Final[dict[str, str]] = {
    "users": "a new account has a person of its own; name, language and currency are taken over",
    "sessions": "devices of the old account",
    "jobs": "work that was done",
    "audit_entries": "a history can't be written afterwards; it is chained by hashes to what really happened",
    "bank_connections": "a bank's consent was given to the old account: connect again",
    "bank_consents": "as the connection",
    "bank_account_links": "as the connection",
    "bank_cards": "a copy of what the bank says; comes with the new connection",
    "product_agreements": "as the cards",
    "payees": "to whom money may go is said by a person who is there, not by a file: add them again",
    "bank_payments": "orders to a bank: brought back they could be sent again",
    "bank_syncs": "what was read through the old connection",
    "bank_calls": "as the syncs",
    "bank_payloads": "as the syncs",
    "leads": "consent to hand over data was given once, by the old account",
    "lead_steps": "as the leads",
    "data_exports": "archives of the old account",
    "account_erasures": "wishes about the old account",
    "income_reports": "its code stands for what was checked at the old account: have another made",
    "tax_calendars": "its address opens the old account's calendar: make another",
    "notices": "what the old account was told",
    "push_subscriptions": "browsers of the old account: switch push messages on in them again",
    "webhooks": "where events of the old account were sent to: make them again, with secrets of their own",
    "webhook_deliveries": "what was sent to them",
    "known_devices": "browsers that the old account had remembered",
    "external_identities": "accounts elsewhere that open the old account: link them again",
    "oauth_consents": "what apps may do with the old account: let them in again",
    "oauth_families": "where apps were signed in to the old account",
    "totp_factors": "secrets are of no use outside the old account: set the app up again",
    "passkeys": "keys that the person's devices hold for the old account",
    "person_grants": "whom the old account let in: consent is given to an account, so invite them again",
}
"""Tables that are exported for the person to read, and why they are not brought back."""

LEFT_OUT: Final[dict[str, str]] = {
    "refresh_tokens": "hashes of secrets, of no use to anybody",
    "mail_links": "as the tokens",
    "recovery_codes": "as the tokens",
    "factor_challenges": "as the tokens: they live for five minutes",
    "oauth_codes": "as the tokens: they live for a minute",
    "oauth_refresh_tokens": "as the tokens",
    "idempotency_keys": "keys of other programs and hashes, kept to recognise a repeated request",
    "person_keys": "the wrapped key of sealed values: what it sealed is exported open",
    "document_chunks": "pieces and vectors made from the documents, made again from them",
    "book_changes": "what open pages were told of lately: ids only, of rows that are exported",
    "webhook_events": "what webhooks were told of lately: ids only, of rows that are exported",
    "audit_unsealed": "what waits to be sealed, which the export does first",
}
"""Tables that are not exported, and why."""

HIDDEN: Final[dict[str, str]] = {
    f"users.{UserRow.password_hash.key}": "of use to whoever wants to guess it",
    "known_devices.token_hash": "stands for the device at sign-in",
    "tax_calendars.token_hash": "stands for the calendar's address",
    "push_subscriptions.endpoint": "whoever has it can send to the browser",
    "push_subscriptions.endpoint_hash": "as the address",
    "push_subscriptions.p256dh": "a key of the browser's",
    "push_subscriptions.auth": "a secret of the browser's",
    "webhooks.secret": "signs what is sent to the webhook",
    "webhooks.previous_secret": "as the secret",
    "webhook_deliveries.lease_token": "a lock",
    "totp_factors.secret": "makes the codes of the person's app",
    "totp_factors.last_step": "of the check of those codes",
    "passkeys.credential_id": "of use to the device and to us",
    "passkeys.public_key": "as the credential",
    "person_grants.grantee_id": "names another person's account: the address that was invited is told",
    "bank_consents.request_id": "opens the person's data at the bank",
    "bank_consents.consent_id": "as the request",
    "bank_connections.sync_token": "a lock",
    "income_reports.workbook_storage_key": "a place in the store, beside that of the PDF",
    "jobs.payload": "ids of the platform's own",
    "jobs.cursor": "as the payload",
    "jobs.lease_token": "a lock",
    "jobs.trace_context": "of the platform's own telemetry",
    "jobs.deduplication_key": "as the payload",
    "accounts.number_key": "made of the number, under the key of its person",
    "payees.number_key": "as the account's",
    "transactions.search": "made of the texts",
    "uploads.job_id": "jobs are not brought back",
    "statement_imports.job_id": "as the upload's",
    "forecasts.job_id": "as the upload's",
}
"""Columns that are not exported, and why. `user_id` is the same in every row, and left out too."""

REFERENCES: Final = {
    ("uploads", "account_id"): "accounts",
}
"""Columns that name another row without a foreign key."""

IDS_WITHIN: Final = {
    ("statement_imports", "stated"),
    ("statement_imports", "covered"),
    ("forecasts", "account_ids"),
    ("forecasts", "scenario"),
    ("forecasts", "totals"),
    ("insights", "key"),
}
"""Values in which ids of the person's rows stand among other things."""

FILED: Final = "storage_key"
"""The column of a file's place in the store; an archive holds the id of its upload there."""


def table_of(name: str) -> Table:
    """A table by its name."""
    return Row.metadata.tables[name]


def exported_columns(name: str) -> list[Any]:
    """The columns of a table that an archive holds, in the table's order."""
    return [
        column
        for column in table_of(name).columns
        if column.name != "user_id" and f"{name}.{column.name}" not in HIDDEN
    ]


def referred_tables(name: str) -> dict[str, str]:
    """Which of a table's columns name a row of another table of the person's, or of this one."""
    found = {column: table for (of, column), table in REFERENCES.items() if of == name}
    for constraint in table_of(name).constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            for element in constraint.elements:
                if element.parent.name != "user_id":
                    found[element.parent.name] = element.column.table.name
    return found


def key_columns(name: str) -> Sequence[Any]:
    """The primary key without the owner: the order of an archive's rows."""
    return [column for column in table_of(name).primary_key.columns if column.name != "user_id"]
