"""Every domain's tables, gathered: what migrations and `alembic check` compare the database with."""

from sqlalchemy import MetaData

import core.accounts.categorising.models
import core.accounts.changes.models
import core.accounts.models
import core.audit.models
import core.banking.holding_models
import core.banking.models
import core.banking.payment_models
import core.banking.statement_mapping_models
import core.banking.sync_models
import core.db.idempotency
import core.documents.matching.models
import core.documents.models
import core.forecasting.models
import core.identity.models
import core.insights.models
import core.jobs.models
import core.marketplace.models
from core.db.declarative import Row

__all__ = ["metadata"]

_TABLES_FROM = (
    core.accounts.categorising.models,
    core.accounts.changes.models,
    core.accounts.models,
    core.audit.models,
    core.banking.holding_models,
    core.banking.models,
    core.banking.payment_models,
    core.banking.statement_mapping_models,
    core.banking.sync_models,
    core.db.idempotency,
    core.documents.matching.models,
    core.documents.models,
    core.forecasting.models,
    core.identity.models,
    core.insights.models,
    core.jobs.models,
    core.marketplace.models,
)

metadata: MetaData = Row.metadata
