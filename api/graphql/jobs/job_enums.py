"""Enums of jobs, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.jobs.models import JobState

show_enum(
    JobState,
    "Where a job stands.",
    {
        JobState.QUEUED: "It waits for its time, a worker, or another try.",
        JobState.RUNNING: "A worker is on it.",
        JobState.DONE: "Done.",
        JobState.DEAD: "Failed for good: `errorCode` says why.",
        JobState.CANCELLED: "Stopped by the person.",
    },
)
