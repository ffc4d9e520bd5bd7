"""What a job is asked to do: a class with a name, a version and ids only. The handler re-reads the rest."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class JobMessage(BaseModel):
    """The root of every job's payload. `version` rises when the fields change meaning; handlers accept older ones.

    What has `is_stoppable` false is done whatever its person asks, as word of what happened to an account: whoever got
    in must not keep it from its owner. What has `is_kept` true leaves its row for good: its deduplication key says that
    it was done once in this installation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    version: ClassVar[int] = 1
    max_attempts: ClassVar[int] = 5
    is_stoppable: ClassVar[bool] = True
    is_kept: ClassVar[bool] = False

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Note what can't be stopped, and what is kept, by its name, which is all that a job's row knows."""
        super().__pydantic_init_subclass__(**kwargs)
        if not cls.is_stoppable:
            UNSTOPPABLE.add(cls.name)
        if cls.is_kept:
            KEPT.add(cls.name)


UNSTOPPABLE: set[str] = set()
"""Names of jobs that nobody cancels. Whoever enqueues one has imported its class, so the API knows all of its own."""
KEPT: set[str] = set()
"""Names of jobs whose rows stay. The worker that prunes them has imported every class."""
