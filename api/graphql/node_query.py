from collections.abc import Callable
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.accounts.account import wrap_account
from api.graphql.accounts.category import wrap_category
from api.graphql.accounts.transaction import wrap_transaction
from api.graphql.accounts.transaction_link import wrap_link
from api.graphql.audit.activity import wrap_entry
from api.graphql.banking.bank_call import wrap_call
from api.graphql.banking.bank_connection import wrap_connection
from api.graphql.banking.bank_consent import wrap_consent
from api.graphql.banking.bank_holdings import wrap_agreement, wrap_card, wrap_product
from api.graphql.banking.payee import wrap_payee
from api.graphql.banking.payment import wrap_payment
from api.graphql.banking.statement_import import wrap_import
from api.graphql.context import Context
from api.graphql.declare.node import Node, split_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import RowOfId
from api.graphql.declare.type_permissions import may_read
from api.graphql.documents.document import wrap_document
from api.graphql.documents.document_match import wrap_match
from api.graphql.forecasting.forecast import wrap_forecast
from api.graphql.forecasting.planned_item import wrap_planned_item
from api.graphql.identity.factors.factor_types import wrap_passkey
from api.graphql.identity.session import wrap_session
from api.graphql.identity.user import wrap_user
from api.graphql.insights.insight import wrap_insight
from api.graphql.jobs.job import wrap_job
from api.graphql.marketplace.lead import wrap_lead
from api.graphql.marketplace.offer import wrap_offer, wrap_partner
from api.graphql.notifications.notification import wrap_notice
from api.graphql.privacy.data_export import wrap_export
from api.graphql.reports.income_report import wrap_report
from api.graphql.taxes.tax_profile import wrap_tax_profile
from api.graphql.webhooks.webhook import wrap_webhook
from api.graphql.webhooks.webhook_delivery import wrap_delivery
from core.accounts.models import AccountRow, CategoryRow, TransactionLinkRow, TransactionRow
from core.audit.models import AuditEntryRow
from core.banking.holding_models import BankCardRow, BankProductRow, ProductAgreementRow
from core.banking.models import BankConnectionRow, BankConsentRow, StatementImportRow
from core.banking.payee_models import PayeeRow
from core.banking.payment_models import BankPaymentRow
from core.banking.sync_models import BankCallRow
from core.db.keyset import MAX_PAGE
from core.documents.matching.models import DocumentMatchRow
from core.documents.models import DocumentRow
from core.errors import DomainError, NotFoundError
from core.forecasting.models import ForecastRow, PlannedItemRow
from core.identity.factors.models import PasskeyRow
from core.identity.models import SessionRow, UserRow
from core.insights.models import InsightRow
from core.jobs.models import JobRow
from core.marketplace.models import LeadRow, OfferRow, PartnerRow
from core.notifications.models import NoticeRow
from core.privacy.models import DataExportRow
from core.reports.models import IncomeReportRow
from core.taxes.models import TaxProfileRow
from core.webhooks.models import WebhookDeliveryRow, WebhookRow

NODES: Final[dict[str, tuple[type[Any], Callable[[Any], Node]]]] = {
    "Account": (AccountRow, wrap_account),
    "ActivityEntry": (AuditEntryRow, wrap_entry),
    "BankCall": (BankCallRow, wrap_call),
    "BankCard": (BankCardRow, wrap_card),
    "BankConnection": (BankConnectionRow, wrap_connection),
    "BankConsent": (BankConsentRow, wrap_consent),
    "BankProduct": (BankProductRow, wrap_product),
    "Category": (CategoryRow, wrap_category),
    "DataExport": (DataExportRow, wrap_export),
    "Document": (DocumentRow, wrap_document),
    "DocumentMatch": (DocumentMatchRow, wrap_match),
    "Forecast": (ForecastRow, wrap_forecast),
    "IncomeReport": (IncomeReportRow, wrap_report),
    "Insight": (InsightRow, wrap_insight),
    "Job": (JobRow, wrap_job),
    "Lead": (LeadRow, wrap_lead),
    "Notification": (NoticeRow, wrap_notice),
    "Offer": (OfferRow, wrap_offer),
    "Partner": (PartnerRow, wrap_partner),
    "Passkey": (PasskeyRow, wrap_passkey),
    "Payee": (PayeeRow, wrap_payee),
    "Payment": (BankPaymentRow, wrap_payment),
    "PlannedItem": (PlannedItemRow, wrap_planned_item),
    "ProductAgreement": (ProductAgreementRow, wrap_agreement),
    "Session": (SessionRow, wrap_session),
    "StatementImport": (StatementImportRow, wrap_import),
    "TaxProfile": (TaxProfileRow, wrap_tax_profile),
    "TransactionLink": (TransactionLinkRow, wrap_link),
    "Transaction": (TransactionRow, wrap_transaction),
    "User": (UserRow, wrap_user),
    "Webhook": (WebhookRow, wrap_webhook),
    "WebhookDelivery": (WebhookDeliveryRow, wrap_delivery),
}
"""Every type that implements Node. A test holds it against the schema."""


def _rows_of(type_name: str, key: UUID) -> Select[Any]:
    """A type's row by its id. Raises NotFoundError for a type that is no Node."""
    if type_name not in NODES:
        raise NotFoundError("There is no such object.", field="id")
    return _shown_rows(type_name).where(NODES[type_name][0].id == key)


def _shown_rows(type_name: str) -> Select[Any]:
    """A type's rows; row-level security leaves the person's, and those that are everybody's."""
    statement = select(NODES[type_name][0])
    # Calls without a person are the platform's own, and nobody's to see.
    return statement.where(BankCallRow.user_id.is_not(None)) if type_name == "BankCall" else statement


async def _node(
    info: strawberry.Info[Context],
    id: Annotated[strawberry.ID, strawberry.argument(description="An id that the API gave out.")],  # noqa: A002 the schema's argument name
) -> Node | None:
    """Somebody else's object is as absent as one that never was: row-level security does not show it."""
    try:
        type_name, key = split_id(id)
        statement = _rows_of(type_name, key)
    except NotFoundError:
        return None
    if not may_read(type_name, info.context):
        return None
    async with info.context.read() as read:
        row = (await read.session.execute(statement)).scalar_one_or_none()
    return NODES[type_name][1](row) if row is not None else None


class TooManyIdsError(DomainError):
    """More ids than one request may ask for."""

    code = "TOO_MANY_IDS"


async def _nodes(
    info: strawberry.Info[Context],
    ids: Annotated[
        list[strawberry.ID], strawberry.argument(description="Up to 100 ids that the API gave out, of any types.")
    ],
) -> list[Node | None]:
    """One statement a type, whatever the number of ids. Raises TooManyIdsError."""
    if len(ids) > MAX_PAGE:
        raise TooManyIdsError(f"At most {MAX_PAGE} ids at once; these are {len(ids)}.", field="ids")
    wanted: dict[str, set[UUID]] = {}
    for text in ids:
        type_name, key = _told(text)
        if type_name in NODES and may_read(type_name, info.context):
            wanted.setdefault(type_name, set()).add(key)
    found: dict[tuple[str, UUID], Node] = {}
    async with info.context.read() as read:
        for type_name, keys in wanted.items():
            row_type, wrap = NODES[type_name]
            rows = (await read.session.execute(_shown_rows(type_name).where(row_type.id.in_(keys)))).scalars()
            found |= {(type_name, row.id): wrap(row) for row in rows}
    return [found.get(_told(text)) for text in ids]


def _told(text: str) -> tuple[str, UUID]:
    try:
        return split_id(text)
    except NotFoundError:
        return "", UUID(int=0)


@strawberry.type
class NodeQueries:
    """Any object by its id."""

    node: Node | None = query(
        Permission.OBJECTS_READ, "Any object of the person's by its id; null for none.", RowOfId(_rows_of)
    )(_node)
    nodes: list[Node | None] = query(
        Permission.OBJECTS_READ,
        "Objects of the person's by their ids, in the order of the ids; null for each that is none of theirs.",
    )(_nodes)
