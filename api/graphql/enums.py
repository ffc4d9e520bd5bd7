"""Domain enums as GraphQL shows them. Their members are upper case there."""

import strawberry

from core.accounts.list_transactions import Direction
from core.accounts.models import AccountKind, LinkKind, LinkStatus, TransactionSource
from core.banking.models import ConnectionStatus, ImportStatus
from core.banking.payment_models import PaymentKind, PaymentState
from core.documents.matching.models import MatchStatus
from core.documents.models import DocumentStatus, UploadPurpose
from core.documents.searching.answer_question import EmptyReason, Relaxed
from core.forecasting.models import ForecastStatus, PlannedKind
from core.identity.models import Role, UserStatus
from core.insights.models import InsightKind
from core.jobs.models import JobState
from core.marketplace.models import LeadField, LeadStatus, PartnerKind
from core.ports.bank_feed import BankTransport, ConsentKind, ConsentStatus, ProductKind
from core.ports.bank_journal import CallOutcome
from core.ports.categoriser import DecidedBy
from core.ports.document_reader import DocumentKind
from core.ports.forecaster import Period
from core.ports.receipt_matcher import MatchKind
from core.ports.statement_parser import BookingStatus, StatementFormat
from core.taxonomy import Deductible, Kind

strawberry.enum(AccountKind, description="What sort of account it is.")
strawberry.enum(TransactionSource, description="Where a transaction was first seen.")
strawberry.enum(LinkKind, description="What two movements are to each other.")
strawberry.enum(LinkStatus, description="Who says that two movements belong together.")
strawberry.enum(Direction, description="Which way money went.")
strawberry.enum(Kind, name="CategoryKind", description="What a category does to a person's books.")
strawberry.enum(BookingStatus, description="Whether the bank has booked a movement.")
strawberry.enum(DecidedBy, description="Who chose a category.")
strawberry.enum(ImportStatus, description="Where an import stands.")
strawberry.enum(StatementFormat, description="A format of statement files.")
strawberry.enum(ConnectionStatus, description="Where a connection to a bank stands.")
strawberry.enum(ConsentStatus, description="Where a consent stands.")
strawberry.enum(ConsentKind, description="What a consent allows.")
strawberry.enum(BankTransport, description="How a bank wants to be reached.")
strawberry.enum(ProductKind, description="What a bank sells.")
strawberry.enum(CallOutcome, description="How one call to a bank ended.")
strawberry.enum(
    PaymentKind,
    description="What a payment is for: between own accounts; a loan's mandatory (MDP) or extra (ADP) payment; onto "
    "savings (SDP).",
)
strawberry.enum(PaymentState, description="Where a payment stands.")
strawberry.enum(UploadPurpose, description="What a file is sent for.")
strawberry.enum(DocumentStatus, description="Where a document stands.")
strawberry.enum(MatchStatus, name="DocumentMatchStatus", description="Who says that a document is of a payment.")
strawberry.enum(MatchKind, name="DocumentMatchKind", description="How a document and a payment fit.")
strawberry.enum(Deductible, description="Whether spending lowers taxable income: a hint.")
strawberry.enum(DocumentKind, description="What a document is.")
strawberry.enum(EmptyReason, name="SearchEmptyReason", description="Why a search found nothing.")
strawberry.enum(
    Relaxed, name="SearchRelaxation", description="A part of a question that was given up to find something."
)
strawberry.enum(ForecastStatus, description="Where a forecast stands.")
strawberry.enum(PlannedKind, description="What sort of thing a person knows to come.")
strawberry.enum(Period, name="RecurrencePeriod", description="How often something recurs.")
strawberry.enum(Role, description="What a person may do beyond their own data.")
strawberry.enum(UserStatus, description="Where a person's account stands.")
strawberry.enum(InsightKind, description="What was noticed in the books.")
strawberry.enum(JobState, description="Where a job stands.")
strawberry.enum(LeadField, description="What of a person's data a lead may hand over.")
strawberry.enum(LeadStatus, description="Where a lead stands.")
strawberry.enum(PartnerKind, description="What a partner does.")
