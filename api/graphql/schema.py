"""The schema, whole."""

import strawberry
from strawberry.extensions import (
    AddValidationRules,
    MaxTokensLimiter,
    ValidationCache,
)
from strawberry.schema.config import StrawberryConfig

import api.graphql.enums  # noqa: F401 registers the domain's enums before the types that use them
from api.graphql.accounts.account_queries import AccountQueries
from api.graphql.accounts.bulk_categorise import BulkCategoriseMutation
from api.graphql.accounts.bulk_update import BulkUpdateMutation
from api.graphql.accounts.categorise_transaction import CategoriseTransactionMutation
from api.graphql.accounts.categoriser_evaluations import CategoriserEvaluationQueries
from api.graphql.accounts.category_totals import CategoryTotalQueries
from api.graphql.accounts.create_account import CreateAccountMutation
from api.graphql.accounts.create_category import CreateCategoryMutation
from api.graphql.accounts.create_transaction import CreateTransactionMutation
from api.graphql.accounts.decide_link import TransactionLinkMutation, TransactionLinkQueries
from api.graphql.accounts.delete_transaction import DeleteTransactionMutation
from api.graphql.accounts.split_transaction import SplitTransactionMutation
from api.graphql.accounts.update_transaction import UpdateTransactionMutation
from api.graphql.audit.activity import ActivityQueries
from api.graphql.banking.bank_holdings import BankHoldingQueries
from api.graphql.banking.bank_queries import BankQueries
from api.graphql.banking.bank_records import BankRecordQueries
from api.graphql.banking.connect_banks import ConnectBanksMutation
from api.graphql.banking.correct_statement_mapping import CorrectStatementMappingMutation
from api.graphql.banking.gost import GostMutation, GostQueries
from api.graphql.banking.payees import PayeeMutation, PayeeQueries
from api.graphql.banking.payments import PaymentMutation, PaymentQueries
from api.graphql.banking.revoke_consent import RevokeConsentMutation
from api.graphql.banking.sync_banks import SyncBanksMutation
from api.graphql.banking.undo_import import UndoStatementImportMutation
from api.graphql.declare.type_permissions import HoldToGrant
from api.graphql.documents.create_upload import UploadMutation
from api.graphql.documents.decide_match import DocumentMatchMutation
from api.graphql.documents.document_queries import DocumentQueries
from api.graphql.documents.match_queries import DocumentMatchQueries
from api.graphql.forecasting.forecast_queries import ForecastQueries
from api.graphql.forecasting.plan_items import PlannedItemMutation
from api.graphql.forecasting.request_forecast import RequestForecastMutation
from api.graphql.identity.change_email import EmailMutation
from api.graphql.identity.change_password import PasswordMutation
from api.graphql.identity.deactivate_user import DeactivateUserMutation
from api.graphql.identity.external_sign_in import ExternalSignInMutation, ExternalSignInQueries
from api.graphql.identity.factors.change_factors import FactorMutation, FactorQueries
from api.graphql.identity.factors.complete_sign_in import FactorSignInMutation
from api.graphql.identity.grants.share_books import GrantMutation, GrantQueries
from api.graphql.identity.oauth.authorize_app import AuthorizationQueries, DecideAuthorizationMutation
from api.graphql.identity.oauth.connected_apps import ConnectedAppQueries, DisconnectAppMutation
from api.graphql.identity.oauth.register_app import AppQueries, RegisterAppMutation
from api.graphql.identity.people import PeopleMutation, PeopleQueries
from api.graphql.identity.presence import PresenceMutation
from api.graphql.identity.reactivate_user import ReactivateUserMutation
from api.graphql.identity.register_user import RegisterUserMutation
from api.graphql.identity.session import SessionQueries
from api.graphql.identity.sign_in import SignInMutation
from api.graphql.identity.sign_out import SignOutMutation
from api.graphql.identity.user_queries import UserQueries
from api.graphql.insights.dismiss_insight import InsightMutation
from api.graphql.insights.insight_queries import InsightQueries
from api.graphql.insights.muted_insights import MutedInsightsMutation, MutedInsightsQueries
from api.graphql.jobs.cancel_job import CancelJobMutation
from api.graphql.jobs.job_queries import JobQueries
from api.graphql.limit_document import document_limits
from api.graphql.marketplace.keep_partner_offers import PartnerOfferMutation
from api.graphql.marketplace.lead_preview import LeadPreviewQueries
from api.graphql.marketplace.marketplace_queries import MarketplaceQueries
from api.graphql.marketplace.move_partner_lead import PartnerLeadMutation
from api.graphql.marketplace.partner_queries import PartnerQueries
from api.graphql.marketplace.request_lead import LeadMutation
from api.graphql.node_query import NodeQueries
from api.graphql.notifications.keep_notifications import NotificationMutation
from api.graphql.notifications.notification_queries import NotificationQueries
from api.graphql.notifications.push_mutations import PushMutation
from api.graphql.over_http.one_operation import OneOperation
from api.graphql.parsed_once import ParsedOnce
from api.graphql.persisted.trusted import Trusted
from api.graphql.persisted.trusting_schema import TrustingSchema
from api.graphql.privacy.data_export import PrivacyQueries
from api.graphql.privacy.privacy_mutations import PrivacyMutation
from api.graphql.reports.income_report import ReportQueries
from api.graphql.reports.report_mutations import ReportMutation
from api.graphql.scalars import SCALARS
from api.graphql.scopes_of_app import ScopesOfApp
from api.graphql.subscriptions.subscription import Subscription
from api.graphql.taxes.business_shares import BusinessShareMutation, BusinessShareQueries
from api.graphql.taxes.keep_tax_calendar import TaxCalendarMutation
from api.graphql.taxes.keep_tax_profiles import TaxMutation
from api.graphql.taxes.tax_queries import TaxQueries
from api.graphql.trace_operation import TraceOperation
from api.graphql.webhooks.deliveries import WebhookDeliveryMutation, WebhookQueries
from api.graphql.webhooks.keep_webhooks import WebhookMutation
from core.settings import LimitSettings

CACHED_DOCUMENTS = 500
"""Parsed and validated documents kept a process."""


@strawberry.type(description="Reading.")
class Query(
    NodeQueries,
    UserQueries,
    SessionQueries,
    ExternalSignInQueries,
    ConnectedAppQueries,
    AuthorizationQueries,
    AppQueries,
    FactorQueries,
    GrantQueries,
    PeopleQueries,
    AccountQueries,
    CategoriserEvaluationQueries,
    CategoryTotalQueries,
    TransactionLinkQueries,
    BankQueries,
    BankRecordQueries,
    BankHoldingQueries,
    PaymentQueries,
    PayeeQueries,
    GostQueries,
    DocumentQueries,
    DocumentMatchQueries,
    ForecastQueries,
    InsightQueries,
    MutedInsightsQueries,
    NotificationQueries,
    TaxQueries,
    BusinessShareQueries,
    ReportQueries,
    MarketplaceQueries,
    LeadPreviewQueries,
    PartnerQueries,
    WebhookQueries,
    ActivityQueries,
    PrivacyQueries,
    JobQueries,
):
    """All queries."""


@strawberry.type(description="Changing. Each takes one `input` and answers with a payload that has `errors`.")
class Mutation(
    RegisterUserMutation,
    SignInMutation,
    SignOutMutation,
    PasswordMutation,
    EmailMutation,
    ReactivateUserMutation,
    FactorSignInMutation,
    PresenceMutation,
    FactorMutation,
    GrantMutation,
    PeopleMutation,
    DeactivateUserMutation,
    ExternalSignInMutation,
    DecideAuthorizationMutation,
    DisconnectAppMutation,
    RegisterAppMutation,
    CreateAccountMutation,
    UploadMutation,
    ConnectBanksMutation,
    RevokeConsentMutation,
    SyncBanksMutation,
    PaymentMutation,
    PayeeMutation,
    GostMutation,
    CorrectStatementMappingMutation,
    UndoStatementImportMutation,
    CreateTransactionMutation,
    UpdateTransactionMutation,
    CategoriseTransactionMutation,
    BulkCategoriseMutation,
    BulkUpdateMutation,
    SplitTransactionMutation,
    DeleteTransactionMutation,
    TransactionLinkMutation,
    DocumentMatchMutation,
    CreateCategoryMutation,
    RequestForecastMutation,
    PlannedItemMutation,
    InsightMutation,
    MutedInsightsMutation,
    NotificationMutation,
    PushMutation,
    TaxMutation,
    TaxCalendarMutation,
    BusinessShareMutation,
    ReportMutation,
    LeadMutation,
    PartnerOfferMutation,
    PartnerLeadMutation,
    WebhookMutation,
    WebhookDeliveryMutation,
    PrivacyMutation,
    CancelJobMutation,
):
    """All mutations."""


def build_schema(limits: LimitSettings, trusted: Trusted | None = None) -> TrustingSchema:
    """The schema with its guards: depth, aliases, tokens and cost are refused before anything runs."""
    # Made once: the cache of validated documents is keyed by the rules too, and rules made anew are new keys.
    rules = document_limits(limits)
    schema = TrustingSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
        extensions=[
            lambda: MaxTokensLimiter(max_token_count=limits.query_tokens),
            lambda: AddValidationRules([*rules]),
            lambda: ParsedOnce(maxsize=CACHED_DOCUMENTS),
            lambda: ValidationCache(maxsize=CACHED_DOCUMENTS),
            OneOperation,
            ScopesOfApp,
            HoldToGrant,
            TraceOperation,
        ],
    )
    schema.trusted = trusted or schema.trusted
    return schema


def print_sdl() -> str:
    """The schema in its definition language, as it is committed."""
    return build_schema(LimitSettings()).as_str() + "\n"
