"""The job of the tests that kill processes."""

from typing import ClassVar, Literal, TypeAlias

from core.jobs.message import JobMessage

Moment: TypeAlias = Literal["nowhere", "frozen before fence", "before fence", "before commit", "after commit"]


class LeaveEffects(JobMessage):
    """Leave a row for each of `parts`. `dies` is where the first attempt kills, or stops, its process in the last."""

    name: ClassVar[str] = "chaos.leave_effects"
    max_attempts: ClassVar[int] = 100
    parts: int = 1
    pause_seconds: float = 0.0
    dies: Moment = "nowhere"
