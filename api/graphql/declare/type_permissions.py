"""What reading an object of a type needs, by whatever field it is reached.

A root field's permission covers its own type. Where a path leads on to another type, as from a transaction to its
documents, a caller under a grant must be allowed that type too. Everybody else may read all that is their own, so only
requests under a grant are held to this page, before anything of them runs.
"""

from collections.abc import Mapping
from typing import Any, Final

from graphql import (
    FieldNode,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)
from strawberry.extensions import SchemaExtension

from api.graphql.context import Context
from api.graphql.declare.permission import check
from core.errors import DomainError
from core.identity.permission import Permission

TYPE_PERMISSIONS: Final[Mapping[str, Permission]] = {
    "Account": Permission.ACCOUNTS_READ,
    "ActivityEntry": Permission.AUDIT_READ,
    "BankCall": Permission.BANKS_READ,
    "BankCard": Permission.BANKS_READ,
    "BankConnection": Permission.BANKS_READ,
    "BankConsent": Permission.BANKS_READ,
    "BankProduct": Permission.BANKS_READ,
    "Category": Permission.CATEGORIES_READ,
    "DataExport": Permission.PRIVACY_EXPORT,
    "Document": Permission.DOCUMENTS_READ,
    "DocumentMatch": Permission.DOCUMENTS_READ,
    "Forecast": Permission.FORECASTS_READ,
    "ForecastSeries": Permission.FORECASTS_READ,
    "Grant": Permission.GRANTS_READ,
    "IncomeReport": Permission.REPORTS_READ,
    "Insight": Permission.INSIGHTS_READ,
    "Job": Permission.JOBS_READ,
    "Lead": Permission.LEADS_READ,
    "LeadStep": Permission.LEADS_READ,
    "Notification": Permission.NOTIFICATIONS_READ,
    "Offer": Permission.OFFERS_READ,
    "Partner": Permission.OFFERS_READ,
    "Passkey": Permission.FACTORS_MANAGE,
    "Payee": Permission.PAYEES_READ,
    "Payment": Permission.PAYMENTS_READ,
    "PlannedItem": Permission.FORECASTS_READ,
    "ProductAgreement": Permission.BANKS_READ,
    "Session": Permission.SESSION_MANAGE,
    "StatementImport": Permission.STATEMENTS_READ,
    "TaxProfile": Permission.TAXES_READ,
    "TotpFactor": Permission.FACTORS_MANAGE,
    "Transaction": Permission.TRANSACTIONS_READ,
    "TransactionLink": Permission.TRANSACTIONS_READ,
    "TransactionSighting": Permission.TRANSACTIONS_READ,
    "TransactionSplit": Permission.TRANSACTIONS_READ,
    "User": Permission.PROFILE_MANAGE,
    "Webhook": Permission.WEBHOOKS_READ,
    "WebhookDelivery": Permission.WEBHOOKS_READ,
}
"""Every type that is made of a row: a test fails for one that is missing. Others are parts of what they are in."""


def may_read(type_name: str, context: Context) -> bool:
    """Whether an object of a type may be given to this caller by its id: for one's own books, always."""
    if context.grant is None:
        return True
    needed = TYPE_PERMISSIONS.get(type_name)
    if needed is None:
        return False
    try:
        check(needed, context)
    except DomainError:
        return False
    return True


class HoldToGrant(SchemaExtension):
    """Refuses a document under a grant that asks for objects of a type which the grant does not give."""

    def on_execute(self) -> Any:
        """Before the resolvers. Raises ForbiddenError."""
        context: Context = self.execution_context.context
        document = self.execution_context.graphql_document
        if context.grant is not None and document is not None:
            for name in types_in(self.execution_context.schema._schema, document):  # noqa: SLF001 strawberry gives it no other name
                check(TYPE_PERMISSIONS[name], context)
        yield


def types_in(schema: GraphQLSchema, document: Any) -> set[str]:
    """The types with a permission of their own that a document's fields have."""
    info = TypeInfo(schema)
    finder = _Types(info)
    visit(document, TypeInfoVisitor(info, finder))
    return finder.found


class _Types(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info
        self.found: set[str] = set()

    def enter_field(self, _: FieldNode, *__: object) -> None:
        kind = self._info.get_type()
        name = get_named_type(kind).name if kind is not None else ""
        if name in TYPE_PERMISSIONS:
            self.found.add(name)
