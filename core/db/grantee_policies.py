"""What somebody else's books show to whom their owner let in: roles, rights and policies, run by a migration.

A request under a grant runs as `solvent_reader` or `solvent_accountant`, with the owner's id and the grant's id set for
its transaction. These roles have rights on the tables of this page only, so what is not named here does not exist for
them. Their policies read the grant itself: an ended one shows nothing from the next statement on, whatever the
application believes. The owner's own role and policies are as they were: their reads cost what they cost before.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from core.db.roles import ACCOUNTANT_ROLE, APP_ROLE, READER_ROLE

CURRENT_GRANT_FUNCTION: Final = """
CREATE FUNCTION app_grant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.grant_id', true), '')::uuid
"""
_OWN: Final = "user_id = app_user_id()"
_GRANT: Final = (
    f"{_OWN} AND id = app_grant_id() AND state = 'active' AND (expires_at IS NULL OR expires_at > clock_timestamp())"
)
_ACCOUNTS: Final = (
    f"{_OWN} AND ((SELECT g.account_ids IS NULL FROM person_grants g) "  # noqa: S608 names of our own tables
    "OR id = ANY (coalesce((SELECT g.account_ids FROM person_grants g), '{}')))"
)
# Uncorrelated subqueries, each run once a statement under the policies above: no grant, no bounds, no rows.
_TRANSACTIONS: Final = (
    f"{_OWN} AND deleted_at IS NULL AND account_id = ANY (ARRAY(SELECT a.id FROM accounts a)) "  # noqa: S608 as above
    "AND booked_on >= (SELECT coalesce(g.period_from, '-infinity') FROM person_grants g) "
    "AND booked_on <= (SELECT coalesce(g.period_to, 'infinity') FROM person_grants g)"
)


def _of_visible(table: str, column: str) -> str:
    shown = f"SELECT 1 FROM transactions t WHERE t.user_id = {table}.user_id AND t.id = {table}.{column}"  # noqa: S608 names of our own tables
    return f"EXISTS ({shown})"


_DOCUMENTS: Final = (
    f"{_OWN} AND EXISTS (SELECT 1 FROM document_matches m WHERE m.user_id = documents.user_id "  # noqa: S608 as above
    "AND m.document_id = documents.id AND m.status IN ('automatic', 'confirmed'))"
)
READ: Final = (
    ("person_grants", _GRANT),
    ("accounts", _ACCOUNTS),
    ("transactions", _TRANSACTIONS),
    ("transaction_splits", f"{_OWN} AND {_of_visible('transaction_splits', 'transaction_id')}"),
    ("transaction_sightings", f"{_OWN} AND {_of_visible('transaction_sightings', 'transaction_id')}"),
    (
        "transaction_links",
        f"{_OWN} AND {_of_visible('transaction_links', 'from_id')} AND {_of_visible('transaction_links', 'to_id')}",
    ),
    ("document_matches", f"{_OWN} AND {_of_visible('document_matches', 'transaction_id')}"),
    ("documents", _DOCUMENTS),
    ("categories", f"user_id IS NULL OR {_OWN}"),
    ("book_settings", _OWN),
)
"""Tables that a grantee reads, and which rows. A receipt shows where it is tied to a movement that shows."""
CATEGORISED: Final = (
    "category_id",
    "decided_by",
    "confidence",
    "model_version",
    "decided_because",
    "updated_at",
)
"""Columns of a transaction that an accountant may write."""
_IS_ACCOUNTANT: Final = "(SELECT g.kind = 'accountant' FROM person_grants g)"
_FEEDBACK: Final = f"{_OWN} AND {_of_visible('category_feedback', 'transaction_id')} AND {_IS_ACCOUNTANT}"


def protect_from_grantees() -> Iterator[str]:
    """DDL: rights and policies of both roles."""
    yield CURRENT_GRANT_FUNCTION
    yield f"CREATE POLICY received_rows ON person_grants FOR SELECT TO {APP_ROLE} USING (grantee_id = app_user_id())"
    for table, shown in READ:
        yield f"CREATE POLICY granted_rows ON {table} FOR SELECT TO {READER_ROLE} USING ({shown})"
        yield f"GRANT SELECT ON {table} TO {READER_ROLE}"
    written = f"{_TRANSACTIONS} AND {_IS_ACCOUNTANT}"
    yield (
        f"CREATE POLICY categorised_rows ON transactions FOR UPDATE TO {ACCOUNTANT_ROLE} "
        f"USING ({written}) WITH CHECK ({written})"
    )
    yield f"GRANT UPDATE ({', '.join(CATEGORISED)}) ON transactions TO {ACCOUNTANT_ROLE}"
    yield f"CREATE POLICY granted_rows ON category_rules FOR SELECT TO {ACCOUNTANT_ROLE} USING ({_OWN})"
    yield f"GRANT SELECT ON category_rules TO {ACCOUNTANT_ROLE}"
    yield f"CREATE POLICY granted_rows ON category_feedback FOR SELECT TO {ACCOUNTANT_ROLE} USING ({_FEEDBACK})"
    yield f"CREATE POLICY given_rows ON category_feedback FOR INSERT TO {ACCOUNTANT_ROLE} WITH CHECK ({_FEEDBACK})"
    yield f"GRANT SELECT, INSERT ON category_feedback TO {ACCOUNTANT_ROLE}"


def expose_to_nobody() -> Sequence[str]:
    """DDL that undoes it; `person_grants` goes with its table."""
    tables = [table for table, _ in READ if table != "person_grants"]
    undone = [f"DROP POLICY granted_rows ON {table}" for table in (*tables, "category_rules", "category_feedback")]
    undone += ["DROP POLICY categorised_rows ON transactions", "DROP POLICY given_rows ON category_feedback"]
    revoked = ", ".join((*tables, "category_rules", "category_feedback"))
    undone += [f"REVOKE ALL ON {revoked} FROM {READER_ROLE}, {ACCOUNTANT_ROLE}"]
    undone += [f"REVOKE UPDATE ({', '.join(CATEGORISED)}) ON transactions FROM {ACCOUNTANT_ROLE}"]
    return undone
