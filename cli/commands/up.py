from typing import Annotated

import typer

from cli.commands.invocation import invocation_of


def up(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, envvar="PORT", help="Of the API and GraphiQL.")] = 8000,
    web_port: Annotated[int, typer.Option(min=1, max=65535, envvar="WEB_PORT", help="Of the web app.")] = 3000,
    web: Annotated[bool, typer.Option("--web/--no-web", help="Serve the web app too.")] = True,
) -> None:
    """Start the whole platform on embedded defaults and serve it until Ctrl-C."""
    from cli.up.stack import UpOptions, run_up  # noqa: PLC0415 the supervisor and its servers only where they start

    options = UpOptions(port=port, web_port=web_port, web=web, data_folder=invocation_of(context).data_folder)
    raise typer.Exit(run_up(options))
