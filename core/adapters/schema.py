"""Every domain's tables, gathered: what migrations and `alembic check` compare the database with."""

from sqlalchemy import MetaData

import core.accounts.categorising.models
import core.accounts.changes.models
import core.accounts.models
import core.audit.models
import core.banking.holding_models
import core.banking.models
import core.banking.payee_models
import core.banking.payment_models
import core.banking.statement_mapping_models
import core.banking.sync_models
import core.db.idempotency
import core.db.sealing.person_key_row
import core.documents.matching.models
import core.documents.models
import core.forecasting.models
import core.identity.external.models
import core.identity.factors.models
import core.identity.grants.models
import core.identity.models
import core.identity.oauth.models
import core.insights.models
import core.jobs.models
import core.marketplace.models
import core.notifications.models
import core.privacy.models
import core.reports.models
import core.taxes.models
import core.webhooks.models
from core.db.declarative import Row

__all__ = ["metadata"]

_TABLES_FROM = (
    core.accounts.categorising.models,
    core.accounts.changes.models,
    core.accounts.models,
    core.audit.models,
    core.banking.holding_models,
    core.banking.models,
    core.banking.payee_models,
    core.banking.payment_models,
    core.banking.statement_mapping_models,
    core.banking.sync_models,
    core.db.idempotency,
    core.db.sealing.person_key_row,
    core.documents.matching.models,
    core.documents.models,
    core.forecasting.models,
    core.identity.factors.models,
    core.identity.grants.models,
    core.identity.models,
    core.identity.external.models,
    core.identity.oauth.models,
    core.insights.models,
    core.jobs.models,
    core.marketplace.models,
    core.notifications.models,
    core.privacy.models,
    core.reports.models,
    core.taxes.models,
    core.webhooks.models,
)

metadata: MetaData = Row.metadata
