from typing import Annotated

import typer

from cli.commands.invocation import invocation_of
from cli.commands.replace_process import replace_process
from cli.running_platform import platform_environment


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    processes: Annotated[int, typer.Option(min=1, max=256, help="Server processes.")] = 1,
) -> None:
    """Serve the API alone."""
    options = ["--host", host, "--port", str(port), "--processes", str(processes)]
    replace_process(["-m", "api", *options], platform_environment(invocation_of(context).data_folder))
