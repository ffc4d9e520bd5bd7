import typer

from cli.commands.invocation import invocation_of
from cli.commands.replace_process import replace_process
from cli.running_platform import platform_environment


def webhooks(context: typer.Context) -> None:
    """Carry events to people's own endpoints, until stopped."""
    replace_process(["-m", "api.webhooks"], platform_environment(invocation_of(context).data_folder))
