import strawberry

from api.graphql.accounts.transactions_changed import TransactionSubscription
from api.graphql.insights.insight_added import InsightSubscription
from api.graphql.jobs.job_progress import JobSubscription


@strawberry.type(description="Watching, over graphql-transport-ws or graphql-sse. A stream ends with its sign-in.")
class Subscription(JobSubscription, TransactionSubscription, InsightSubscription):
    """What can be watched."""
