"""What was asked for before the command's own name, and the options that many commands share."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DATA_FOLDER = Path(".solvent")


@dataclass
class Invocation:
    """The global options of this run; every command finds it in its context."""

    data_folder: Path = field(default=DEFAULT_DATA_FOLDER)
    debug: bool = False


def invocation_of(context: typer.Context) -> Invocation:
    """The global options."""
    found = context.find_object(Invocation)
    return found if found is not None else Invocation()


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
OfUser = Annotated[str | None, typer.Option("--user", metavar="E-MAIL", help="Whose; the demo person if left out.")]
