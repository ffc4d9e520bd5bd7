import strawberry

from api.graphql.accounts.transactions_changed import TransactionSubscription
from api.graphql.insights.insight_added import InsightSubscription
from api.graphql.jobs.job_progress import JobSubscription
from api.graphql.notifications.notification_queries import NotificationSubscription


@strawberry.type(description="Watching, over graphql-transport-ws or graphql-sse. A stream ends with its sign-in.")
class Subscription(JobSubscription, TransactionSubscription, InsightSubscription, NotificationSubscription):
    """What can be watched."""
