"""Domain enums as GraphQL shows them. Importing this registers them; their members are upper case there."""

import api.graphql.accounts.account_enums
import api.graphql.banking.bank_enums
import api.graphql.documents.document_enums
import api.graphql.forecasting.forecast_enums
import api.graphql.identity.factors.factor_enums
import api.graphql.identity.user_enums
import api.graphql.insights.insight_enums
import api.graphql.jobs.job_enums
import api.graphql.marketplace.marketplace_enums
import api.graphql.notifications.notification_enums
import api.graphql.privacy.privacy_enums
import api.graphql.reports.report_enums
import api.graphql.taxes.tax_enums
import api.graphql.webhooks.webhook_enums  # noqa: F401 registers
