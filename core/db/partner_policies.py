"""What a partner reaches in the database: its own offers, the leads that were made for it, and nothing else.

A partner's request runs as `solvent_partner` with the partner's id set for its transaction, as a grantee's runs as
`solvent_reader` (core/db/grantee_policies.py). The role has rights on the tables of this page only, so what is not
named here does not exist for it, whatever the application believes or forgets.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from core.db.roles import APP_ROLE, PARTNER_ROLE, SYSTEM_ROLE

CURRENT_PARTNER_FUNCTION: Final = """
CREATE FUNCTION app_partner_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.partner_id', true), '')::uuid
"""
MOVED: Final = ("status", "changed_at")
"""Columns of a lead that a partner writes."""
_OWN: Final = "partner_id = app_partner_id()"
_OF_OWN_LEAD: Final = (
    "EXISTS (SELECT 1 FROM leads l WHERE l.user_id = lead_steps.user_id AND l.id = lead_steps.lead_id "
    "AND l.partner_id = app_partner_id())"
)


def open_to_partners() -> Iterator[str]:
    """DDL: rights and policies of the role, and drafts hidden from everybody else."""
    yield CURRENT_PARTNER_FUNCTION
    yield "ALTER TABLE offers ENABLE ROW LEVEL SECURITY"
    yield "ALTER TABLE offers FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY shown_rows ON offers FOR SELECT TO {APP_ROLE} USING (state <> 'draft')"
    yield f"CREATE POLICY system_rows ON offers TO {SYSTEM_ROLE} USING (true) WITH CHECK (true)"
    yield f"CREATE POLICY partner_rows ON offers TO {PARTNER_ROLE} USING ({_OWN}) WITH CHECK ({_OWN})"
    yield f"GRANT SELECT, INSERT, UPDATE ON offers TO {PARTNER_ROLE}"
    yield f"CREATE POLICY partner_rows ON leads FOR SELECT TO {PARTNER_ROLE} USING ({_OWN})"
    yield f"CREATE POLICY partner_moves ON leads FOR UPDATE TO {PARTNER_ROLE} USING ({_OWN}) WITH CHECK ({_OWN})"
    yield f"GRANT SELECT, UPDATE ({', '.join(MOVED)}) ON leads TO {PARTNER_ROLE}"
    yield f"CREATE POLICY partner_rows ON lead_steps FOR SELECT TO {PARTNER_ROLE} USING ({_OF_OWN_LEAD})"
    yield (
        f"CREATE POLICY partner_moves ON lead_steps FOR INSERT TO {PARTNER_ROLE} "
        f"WITH CHECK (party = 'partner' AND {_OF_OWN_LEAD})"
    )
    yield f"GRANT SELECT, INSERT ON lead_steps TO {PARTNER_ROLE}"


def close_to_partners() -> Sequence[str]:
    """DDL that undoes it; what is on `lead_steps` goes with its table."""
    return (
        "DROP POLICY partner_moves ON leads",
        "DROP POLICY partner_rows ON leads",
        f"REVOKE ALL ON leads, offers FROM {PARTNER_ROLE}",
        f"REVOKE UPDATE ({', '.join(MOVED)}) ON leads FROM {PARTNER_ROLE}",
        "DROP POLICY partner_rows ON offers",
        "DROP POLICY system_rows ON offers",
        "DROP POLICY shown_rows ON offers",
        "ALTER TABLE offers NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE offers DISABLE ROW LEVEL SECURITY",
    )
