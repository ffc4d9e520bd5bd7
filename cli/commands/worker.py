from typing import Annotated

import typer

from cli.commands.invocation import invocation_of
from cli.commands.replace_process import replace_process
from cli.running_platform import platform_environment


def worker(
    context: typer.Context,
    concurrency: Annotated[int, typer.Option(min=1, max=256, help="Worker processes.")] = 2,
) -> None:
    """Do jobs until stopped."""
    environment = platform_environment(invocation_of(context).data_folder)
    replace_process(["-m", "workers", "worker", "--concurrency", str(concurrency)], environment)
