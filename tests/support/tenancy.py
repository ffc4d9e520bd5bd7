"""What in a database's catalogue could let the application's role see or change rows of another person."""

from typing import Any, Final

import asyncpg

from core.db.roles import ACCOUNTANT_ROLE, APP_ROLE, PARTNER_ROLE, READER_ROLE, SYSTEM_ROLE

EVERYBODYS: Final = {
    "bank_products": "catalogues that banks publish",
    "categoriser_evaluations": "counts over everybody, nothing of anybody",
    "exchange_rates": "reference rates of a day",
    "oauth_clients": "apps, which are nobody's; the role reads what is shown of them",
    "offers": "what partners offer",
    "partners": "companies",
}
"""Tables without an owner that the application's role may reach, and why no personal data can be in them."""
DEFINERS: Final = {"chunks_with_words": "chunk.user_id = app_user_id()"}
"""Functions that run as the owner and that the role may call, with the condition that each must hold to."""
GLOBAL_KEYS: Final = {
    "uq_jobs_deduplication_key": "only the system role sets it",
    "uq_external_identities_issuer_subject": "only the system role links them",
    "uq_factor_challenges_token_hash": "256 random bits",
    "uq_income_reports_code": "140 random bits",
    "uq_known_devices_token_hash": "256 random bits",
    "uq_oauth_codes_code_hash": "256 random bits",
    "uq_oauth_refresh_tokens_token_hash": "256 random bits",
    "uq_passkeys_credential_id": "made at random by an authenticator: sixteen bytes at least",
    "uq_push_subscriptions_endpoint_hash": "only the system role subscribes browsers",
    "uq_refresh_tokens_token_hash": "256 random bits",
    "uq_tax_calendars_token_hash": "256 random bits",
    "uq_users_email": "only the system role writes people",
}
"""Unique indexes across people: a conflict tells that a value exists."""
OWN: Final = {"(user_id = app_user_id())", "(user_id IS NULL)"}
RECEIVED: Final = ("person_grants", "received_rows", "r", "(grantee_id = app_user_id())", None)
"""The one policy that shows a row of somebody else's: what they let this person see, to that person."""
SHOWN_OFFERS: Final = ("offers", "shown_rows", "r", "((state)::text <> 'draft'::text)", None)
"""What is published is everybody's to see; drafts are their partner's."""
LENT: Final = frozenset({READER_ROLE, ACCOUNTANT_ROLE, PARTNER_ROLE})
"""Roles that the application takes on under a grant or for a partner, and inherits nothing from.
`test_row_level_security.py` holds them to their policies."""

_TABLES = """
SELECT c.oid, c.relname, c.relkind::text AS kind, c.relrowsecurity AND c.relforcerowsecurity AS is_protected,
       c.relname = 'users' OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id'
                                      AND NOT a.attisdropped) AS is_owned,
       coalesce(c.reloptions, '{}') AS options,
       has_table_privilege($1, c.oid, 'SELECT,INSERT,UPDATE,DELETE')
           OR has_any_column_privilege($1, c.oid, 'SELECT,INSERT,UPDATE') AS is_reached,
       has_table_privilege($1, c.oid, 'TRUNCATE,REFERENCES,TRIGGER') AS is_beyond
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname
"""
_POLICIES = """
SELECT c.relname, p.polname, p.polcmd::text AS verb,
       pg_get_expr(p.polqual, p.polrelid) AS seen, pg_get_expr(p.polwithcheck, p.polrelid) AS written
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE p.polpermissive AND (0 = ANY(p.polroles) OR (SELECT oid FROM pg_roles WHERE rolname = $1) = ANY(p.polroles))
ORDER BY 1, 2
"""
_ROLES = """
SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS is_mighty,
       (SELECT count(*) FROM pg_auth_members m WHERE m.member = r.oid
        AND NOT (r.rolname = $2 AND m.roleid IN (SELECT oid FROM pg_roles WHERE rolname = ANY($3)))
        AND NOT (r.rolname = $4 AND m.roleid IN (SELECT oid FROM pg_roles WHERE rolname = $5))) AS memberships,
       rolname = $2 AND (rolinherit OR EXISTS (
           SELECT FROM pg_auth_members m JOIN pg_roles l ON l.oid = m.roleid
           WHERE m.member = r.oid AND l.rolname = ANY($3)
             AND (to_jsonb(m) -> 'inherit_option' = 'true' OR m.admin_option)
       )) AS inherits,
       (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid AND c.relpersistence <> 't')
           + (SELECT count(*) FROM pg_proc f WHERE f.proowner = r.oid) AS owned,
       has_schema_privilege(rolname, 'public', 'CREATE') AS creates,
       (SELECT count(*) FROM pg_default_acl d WHERE d.defaclacl::text LIKE '%' || r.rolname || '%') AS by_default
FROM pg_roles r WHERE rolname = ANY($1)
"""
_FUNCTIONS = """
SELECT f.proname, f.prosrc FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
WHERE f.prosecdef AND has_function_privilege($1, f.oid, 'EXECUTE') AND n.nspname <> 'pg_catalog'
  AND n.nspname <> 'information_schema'
"""
_KEYS = """
SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
WHERE x.indisunique AND NOT x.indisprimary AND x.indrelid = ANY($1::oid[])
  AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = x.indrelid AND a.attname = 'user_id'
                  AND a.attnum = ANY(x.indkey))
"""


async def find_tenancy_faults(connection: "asyncpg.Connection[Any]") -> list[str]:
    """Everything that is wrong, each in words; `connection` is the owner's. Names no person and no row."""
    tables = await connection.fetch(_TABLES, APP_ROLE)
    owned = [table["oid"] for table in tables if table["is_owned"] and table["kind"] in "rp"]
    return [
        *(fault for table in tables for fault in _table_faults(table)),
        *_policy_faults(await connection.fetch(_POLICIES, APP_ROLE)),
        *(fault for role in await _roles(connection) for fault in _role_faults(role)),
        *_function_faults(await connection.fetch(_FUNCTIONS, APP_ROLE)),
        *(
            f"unique index {key['relname']} goes across people"
            for key in await connection.fetch(_KEYS, owned)
            if key["relname"] not in GLOBAL_KEYS
        ),
    ]


async def _roles(connection: "asyncpg.Connection[Any]") -> Any:
    roles = [APP_ROLE, SYSTEM_ROLE, *sorted(LENT)]
    return await connection.fetch(_ROLES, roles, APP_ROLE, sorted(LENT), ACCOUNTANT_ROLE, READER_ROLE)


def _table_faults(table: Any) -> list[str]:
    name, kind = table["relname"], table["kind"]
    if kind == "v":
        is_open = table["is_reached"] and "security_invoker=true" not in table["options"]
        return [f"view {name} reads as its owner"] if is_open else []
    if kind in "mf":
        return [f"{name} can't be under row-level security"] if table["is_reached"] else []
    faults = []
    if table["is_owned"] and not table["is_protected"]:
        faults.append(f"table {name} has people's rows and no forced row-level security")
    if table["is_reached"] and not table["is_owned"] and name not in EVERYBODYS:
        faults.append(f"table {name} has no user_id and is within reach of {APP_ROLE}")
    if table["is_beyond"]:
        faults.append(f"table {name} can be truncated, referred to or given triggers by {APP_ROLE}")
    return faults


def _policy_faults(policies: Any) -> list[str]:
    faults = []
    for policy in policies:
        if tuple(policy.values()) in (RECEIVED, SHOWN_OFFERS):
            continue
        allowed = {"(id = app_user_id())"} if policy["relname"] == "users" else OWN
        for expression in (policy["seen"], policy["written"]):
            is_shared_write = expression == "(user_id IS NULL)" and policy["verb"] != "r"
            if expression is not None and (expression not in allowed or is_shared_write):
                faults.append(f"policy {policy['polname']} of {policy['relname']} lets through {expression}")
    return faults


def _role_faults(role: Any) -> list[str]:
    said = {
        "is_mighty": "is above policies or can make roles",
        "inherits": "has what its grantees' roles have without taking them on",
        "memberships": "is a member of another role",
        "owned": "owns tables or functions",
        "creates": "can create objects in the schema",
        "by_default": "is granted what is made later",
    }
    return [f"role {role['rolname']} {words}" for key, words in said.items() if role[key]]


def _function_faults(functions: Any) -> list[str]:
    return [
        f"function {function['proname']} runs as its owner for {APP_ROLE}"
        for function in functions
        if DEFINERS.get(function["proname"], "\0") not in function["prosrc"]
    ]
