"""What there is to be allowed, and who is allowed what: a table, not code.

A permission names what a field does, never who may do it. A caller has the permissions of their role; who reads
somebody else's books under a grant has those of the grant, and no others.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from core.identity.grants.kinds import GrantKind
from core.identity.models import Role


class Permission(StrEnum):
    """What a field does. `public` needs no sign-in; all others need one."""

    PUBLIC = "public"
    SESSION_MANAGE = "session.manage"  # one's own sign-ins: seeing and ending them, proving that one is there
    CREDENTIALS_MANAGE = "credentials.manage"  # one's own ways in: password, mail address, accounts elsewhere
    FACTORS_MANAGE = "factors.manage"
    PROFILE_MANAGE = "profile.manage"
    ACCOUNTS_READ = "accounts.read"
    ACCOUNTS_WRITE = "accounts.write"
    TRANSACTIONS_READ = "transactions.read"
    TRANSACTIONS_WRITE = "transactions.write"
    TRANSACTIONS_CATEGORISE = "transactions.categorise"
    TRANSACTIONS_WATCH = "transactions.watch"
    CATEGORIES_READ = "categories.read"
    CATEGORIES_WRITE = "categories.write"
    DOCUMENTS_READ = "documents.read"
    DOCUMENTS_SEARCH = "documents.search"
    DOCUMENTS_WRITE = "documents.write"
    STATEMENTS_READ = "statements.read"
    STATEMENTS_WRITE = "statements.write"
    BANKS_READ = "banks.read"
    BANKS_CONNECT = "banks.connect"
    PAYMENTS_READ = "payments.read"
    PAYMENTS_WRITE = "payments.write"
    PAYMENTS_CONFIRM = "payments.confirm"
    PAYEES_READ = "payees.read"
    PAYEES_MANAGE = "payees.manage"
    FORECASTS_READ = "forecasts.read"
    FORECASTS_WRITE = "forecasts.write"
    INSIGHTS_READ = "insights.read"
    INSIGHTS_WRITE = "insights.write"
    NOTIFICATIONS_READ = "notifications.read"
    NOTIFICATIONS_MANAGE = "notifications.manage"  # what to be told of, and where
    TAXES_READ = "taxes.read"
    TAXES_WRITE = "taxes.write"
    REPORTS_READ = "reports.read"
    REPORTS_MANAGE = "reports.manage"
    OFFERS_READ = "offers.read"
    LEADS_READ = "leads.read"
    LEADS_WRITE = "leads.write"
    PARTNER_OFFERS = "partner.offers"  # those of the partner that the caller speaks for
    PARTNER_LEADS = "partner.leads"
    WEBHOOKS_READ = "webhooks.read"
    WEBHOOKS_MANAGE = "webhooks.manage"  # where one's own events are sent to
    JOBS_READ = "jobs.read"
    JOBS_CANCEL = "jobs.cancel"
    AUDIT_READ = "audit.read"
    APPS_CONNECT = "apps.connect"  # letting apps into one's own, and shutting them out
    PRIVACY_EXPORT = "privacy.export"
    PRIVACY_IMPORT = "privacy.import"
    PRIVACY_ERASE = "privacy.erase"
    GRANTS_READ = "grants.read"
    GRANTS_MANAGE = "grants.manage"
    OBJECTS_READ = "objects.read"  # any object by its id; its type's own permission is needed too
    PEOPLE_READ_STATE = "people.read_state"  # where an account stands, no data
    PEOPLE_LIST = "people.list"
    PEOPLE_DEACTIVATE = "people.deactivate"
    PEOPLE_REACTIVATE = "people.reactivate"
    PEOPLE_SET_ROLE = "people.set_role"
    PEOPLE_RESET_FACTORS = "people.reset_factors"
    PEOPLE_INSPECT = "people.inspect"  # read somebody's books, for a reason, on their record
    MODELS_READ = "models.read"  # how well the platform's models do
    APPS_MANAGE = "apps.manage"  # which apps there are at all


P = Permission

ACROSS_PEOPLE: Final = frozenset(
    {
        P.PEOPLE_READ_STATE,
        P.PEOPLE_LIST,
        P.PEOPLE_DEACTIVATE,
        P.PEOPLE_REACTIVATE,
        P.PEOPLE_SET_ROLE,
        P.PEOPLE_RESET_FACTORS,
        P.PEOPLE_INSPECT,
        P.MODELS_READ,
        P.APPS_MANAGE,
    }
)
"""What reaches beyond one's own. A token's word on the role is not enough for it: the role is read again."""

OWN: Final = frozenset(Permission) - ACROSS_PEOPLE - {P.PUBLIC}
"""Everybody's rights in what is their own."""

ROLE_PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.USER: OWN,
    Role.PREMIUM: OWN,
    Role.SUPPORT: OWN | {P.PEOPLE_READ_STATE},
    Role.BANKER: OWN,
    Role.PARTNER: OWN,
    Role.ADMIN: OWN | ACROSS_PEOPLE,
}

_READING: Final = frozenset({P.ACCOUNTS_READ, P.TRANSACTIONS_READ, P.CATEGORIES_READ, P.DOCUMENTS_READ, P.OBJECTS_READ})

GRANT_PERMISSIONS: Final[Mapping[GrantKind, frozenset[Permission]]] = {
    GrantKind.READ_ONLY: _READING,
    GrantKind.ACCOUNTANT: _READING | {P.TRANSACTIONS_CATEGORISE},
    GrantKind.INSPECTION: _READING,
}
"""Rights in somebody else's books. The database holds the same line: core/db/grantee_policies.py."""

SETTING_UP: Final = frozenset({P.SESSION_MANAGE, P.FACTORS_MANAGE})
"""What is left to somebody whose role needs a second factor until they have one."""


def permissions_of(role: str) -> frozenset[Permission]:
    """A role's rights; none for a role that this release does not know."""
    try:
        return ROLE_PERMISSIONS[Role(role)]
    except ValueError:
        return frozenset()
