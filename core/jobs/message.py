"""What a job is asked to do: a class with a name, a version and ids only. The handler re-reads the rest."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class JobMessage(BaseModel):
    """The root of every job's payload. `version` rises when the fields change meaning; handlers accept older ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    version: ClassVar[int] = 1
    max_attempts: ClassVar[int] = 5
