import typer

from cli.commands.invocation import invocation_of
from cli.commands.replace_process import replace_process
from cli.running_platform import platform_environment


def relay(context: typer.Context) -> None:
    """Publish jobs that were committed but not carried to a worker, until stopped."""
    replace_process(["-m", "workers", "relay"], platform_environment(invocation_of(context).data_folder))
