"""How a kind of job is bound to the code that does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from core.db.uow import UnitOfWork
from core.jobs.job_run import JobRun
from core.jobs.message import JobMessage


@dataclass(frozen=True, slots=True)
class JobFailure:
    """Why a job will not be tried again. `line` is where in the input, when the error is about a file."""

    code: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class JobHandler:
    """`handle` does the work; `on_dead` leaves the domain's own rows telling the truth when the job has died.

    `on_dead` runs in the transaction that marks the job dead.
    """

    message: type[JobMessage]
    handle: Callable[[JobRun, Any], Awaitable[None]]
    on_dead: Callable[[UnitOfWork, Any, JobFailure], Awaitable[None]] | None = None
