"""Every expected failure that a mutation can tell of has a member in the schema."""

import importlib
import pkgutil
from collections.abc import Iterator

import api
import core
from api.graphql.declare.error_reason import ErrorReason, reason_of
from core.errors import DomainError

NOT_TOLD = {
    "BAD_EXCHANGE_RATES",
    "BAD_MANIFEST",
    "BAD_REQUEST",
    "BANK_ANSWER_UNREADABLE",
    "CROSS_SITE_REFUSED",
    "DATABASE_UNAVAILABLE",
    "DECRYPTION_FAILED",
    "DOCUMENT_NOT_TRUSTED",
    "FORBIDDEN",
    "HISTORY_BROKEN",
    "INSUFFICIENT_SCOPE",
    "INVALID_DPOP_PROOF",
    "INVALID_PAGE",
    "INVALID_PERIOD",
    "INVALID_QUERY",
    "KEYSTORE_DAMAGED",
    "MAIL_INVALID",
    "MAIL_UNAVAILABLE",
    "METHOD_NOT_ALLOWED",
    "NOT_ACCEPTABLE",
    "NO_EXCHANGE_RATE",
    "OBJECT_KEY_INVALID",
    "ONCE_UNAVAILABLE",
    "PARTNER_TIE",
    "PERSISTED_QUERY_HASH_MISMATCH",
    "PERSISTED_QUERY_NOT_FOUND",
    "PERSISTED_QUERY_NOT_SUPPORTED",
    "PROVIDER_UNAVAILABLE",
    "PUSH_UNAVAILABLE",
    "QUEUE_UNAVAILABLE",
    "RATES_UNAVAILABLE",
    "RATE_LIMITED",
    "SEALED_UNAVAILABLE",
    "SEAL_BROKEN",
    "SEARCH_UNAVAILABLE",
    "SECOND_FACTOR_NEEDED",
    "SECRETS_UNAVAILABLE",
    "SECRET_MISSING",
    "SECRET_NAME_INVALID",
    "SESSION_ENDED",
    "SIGNED_URL_INVALID",
    "STORAGE_UNAVAILABLE",
    "SYNC_LOST",
    "TOKEN_EXPIRED",
    "TOO_MANY_IDS",
    "TOO_MANY_SUBSCRIPTIONS",
    "UNAUTHENTICATED",
    "UNAVAILABLE",
    "UNSUPPORTED_MEDIA_TYPE",
    "WORKERS_LOST",
}
"""Outages, limits, permissions, malformed requests and the platform's own mistakes are GraphQL errors; some are of
queries, subscriptions or jobs only.
"""


def _below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for found in kind.__subclasses__():
        yield found
        yield from _below(found)


def test_each_code_is_named_or_never_told() -> None:
    for package in (core, api):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    ours = {kind.code for kind in _below(DomainError) if kind.__module__.split(".")[0] in {"core", "api"}}
    assert {reason.name for reason in ErrorReason} - {"OTHER"} == ours - NOT_TOLD - {DomainError.code}
    assert reason_of("SPLIT_SUM") is ErrorReason.SPLIT_SUM
    assert reason_of("NEVER_HEARD_OF") is ErrorReason.OTHER
