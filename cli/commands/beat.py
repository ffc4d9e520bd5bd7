import typer

from cli.commands.invocation import invocation_of
from cli.commands.replace_process import replace_process
from cli.running_platform import platform_environment


def beat(context: typer.Context) -> None:
    """Enqueue the scheduled jobs when they are due, until stopped."""
    replace_process(["-m", "workers", "beat"], platform_environment(invocation_of(context).data_folder))
