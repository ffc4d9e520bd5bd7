import strawberry

from api.graphql.jobs.job_progress import JobSubscription


@strawberry.type
class Subscription(JobSubscription):
    """What can be watched."""
