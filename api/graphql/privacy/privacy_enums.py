"""Enums of privacy, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.privacy.models import ExportStatus

show_enum(
    ExportStatus,
    "Where an export stands.",
    {
        ExportStatus.RUNNING: "It is being written: watch its job.",
        ExportStatus.READY: "It can be downloaded.",
        ExportStatus.FAILED: "It failed: ask for another.",
        ExportStatus.EXPIRED: "Its time is up, and it was removed.",
    },
)
