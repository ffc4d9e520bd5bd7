"""What an app reaches of a person's webhooks: those that it made itself, and nothing else.

A transaction of an app has the app's id set beside the person's (`Database.read` and `unit_of_work`). These policies
come on top of those that leave a person their own rows: whatever query forgets to ask whose an endpoint is, an app sees
no other's. Without an app's id they say nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from core.db.roles import APP_ROLE

CURRENT_CLIENT_FUNCTION: Final = """
CREATE FUNCTION app_client_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.client_id', true), '')::uuid
"""
_TO_OWN: Final = (
    "EXISTS (SELECT 1 FROM webhooks w WHERE w.user_id = webhook_deliveries.user_id "
    "AND w.id = webhook_deliveries.webhook_id AND w.client_id = app_client_id())"
)


def hold_apps_to_their_webhooks() -> Iterator[str]:
    """DDL. RESTRICTIVE: what the other policies let through has to pass these as well."""
    yield CURRENT_CLIENT_FUNCTION
    for table, is_own in (("webhooks", "client_id = app_client_id()"), ("webhook_deliveries", _TO_OWN)):
        yield (
            f"CREATE POLICY of_the_app ON {table} AS RESTRICTIVE TO {APP_ROLE} "
            f"USING (app_client_id() IS NULL OR {is_own})"
        )


def let_apps_go() -> Sequence[str]:
    """DDL that undoes it."""
    return (
        "DROP POLICY of_the_app ON webhook_deliveries",
        "DROP POLICY of_the_app ON webhooks",
        "DROP FUNCTION app_client_id()",
    )
