"""Row-level security: the DDL that migrations run for each table.

Two roles use the schema. `solvent_app` sees only rows of the person whose id is set for the transaction; with no id set
it sees none. `solvent_system` serves sign-in, the job system and admin paths, which cross people by nature. Neither
owns a table or has BYPASSRLS, so neither can switch a policy off.
"""

from collections.abc import Iterable, Iterator

from alembic import op

from core.db.roles import APP_ROLE, SYSTEM_ROLE

CURRENT_USER_FUNCTION = """
CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.user_id', true), '')::uuid
"""


def protect_owned(
    table: str, *, column: str = "user_id", app_rights: str = "SELECT, INSERT, UPDATE, DELETE"
) -> Iterator[str]:
    """DDL for a table whose rows belong to people."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield (
        f"CREATE POLICY own_rows ON {table} TO {APP_ROLE} "
        f"USING ({column} = app_user_id()) WITH CHECK ({column} = app_user_id())"
    )
    yield f"CREATE POLICY system_rows ON {table} TO {SYSTEM_ROLE} USING (true) WITH CHECK (true)"
    yield f"GRANT {app_rights} ON {table} TO {APP_ROLE}"
    yield f"GRANT {app_rights} ON {table} TO {SYSTEM_ROLE}"


def protect_shared(table: str) -> Iterator[str]:
    """DDL for a table of rows that are everybody's (`user_id` null) or one person's."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY shared_rows ON {table} FOR SELECT TO {APP_ROLE} USING (user_id IS NULL)"
    yield (
        f"CREATE POLICY own_rows ON {table} TO {APP_ROLE} "
        "USING (user_id = app_user_id()) WITH CHECK (user_id = app_user_id())"
    )
    yield f"CREATE POLICY system_rows ON {table} TO {SYSTEM_ROLE} USING (true) WITH CHECK (true)"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}, {SYSTEM_ROLE}"


def publish(table: str) -> Iterator[str]:
    """DDL for a table without personal data: read by all, changed by the system role."""
    yield f"GRANT SELECT ON {table} TO {APP_ROLE}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {SYSTEM_ROLE}"


def run(statements: Iterable[str]) -> None:
    """Run DDL inside a migration."""
    for statement in statements:
        op.execute(statement)
