"""`solvent`: the command line. Each command is a file in cli/commands and imports what it needs when it runs."""

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.commands.audit_verify import audit_verify
from cli.commands.bank import bank_replay, bank_status, bank_sync
from cli.commands.beat import beat
from cli.commands.categorise import categorise
from cli.commands.document_read import document_read
from cli.commands.document_reindex import document_reindex
from cli.commands.forecast import forecast
from cli.commands.invocation import DEFAULT_DATA_FOLDER, Invocation
from cli.commands.jobs import jobs_app
from cli.commands.keys import keys_app
from cli.commands.list_categories import list_categories
from cli.commands.migrate import migrate
from cli.commands.partner import partner_app
from cli.commands.privacy import privacy_erase_due, privacy_seal
from cli.commands.rates_load import rates_load
from cli.commands.relay import relay
from cli.commands.schema import schema
from cli.commands.search import search
from cli.commands.serve import serve
from cli.commands.statement_import import statement_import
from cli.commands.statement_parse import statement_parse
from cli.commands.up import up
from cli.commands.user import user_app
from cli.commands.webhooks import webhooks
from cli.commands.worker import worker
from cli.output import print_error, use_utf8
from core.errors import DomainError

DONE, OUR_FAULT, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def build_app() -> typer.Typer:
    """Every command under its name."""
    app = _group("Solvent: bank data, books, receipts and a forecast for self-employed people.")
    app.callback()(_global_options)
    for command in (up, serve, worker, relay, webhooks, beat, migrate, categorise, forecast, search, schema):
        app.command()(command)
    app.command("categories")(list_categories)
    app.add_typer(user_app, name="user")
    app.add_typer(keys_app, name="keys")
    app.add_typer(
        _of("Statement files of banks.", parse=statement_parse, **{"import": statement_import}), name="statement"
    )
    papers = _of("Receipts, invoices and other papers.", read=document_read, reindex=document_reindex)
    app.add_typer(papers, name="document")
    app.add_typer(_of("Connected banks.", replay=bank_replay, status=bank_status, sync=bank_sync), name="bank")
    app.add_typer(_of("Exchange rates.", load=rates_load), name="rates")
    app.add_typer(jobs_app, name="jobs")
    app.add_typer(partner_app, name="partner")
    privacy = _of("What people's own data rest on.", **{"erase-due": privacy_erase_due, "seal": privacy_seal})
    app.add_typer(privacy, name="privacy")
    app.add_typer(_of("The histories of key actions.", verify=audit_verify), name="audit")
    return app


def _group(text: str) -> typer.Typer:
    # Plain help: rich would double the time until the first line.
    return typer.Typer(
        help=text,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _of(text: str, **commands: Callable[..., Any]) -> typer.Typer:
    group = _group(text)
    for name, command in commands.items():
        group.command(name)(command)
    return group


def _global_options(
    context: typer.Context,
    data_folder: Annotated[
        Path, typer.Option(envvar="SOLVENT_DATA_FOLDER", help="Where the running platform keeps everything.")
    ] = DEFAULT_DATA_FOLDER,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> None:
    invocation = context.ensure_object(Invocation)
    invocation.data_folder = data_folder
    invocation.debug = debug


def run(arguments: Sequence[str]) -> int:
    """Run a command line. Returns 0 done, 2 bad input, 1 our fault; 130 after Ctrl-C."""
    invocation = Invocation(debug="--debug" in arguments)
    try:
        build_app()(list(arguments), prog_name="solvent", obj=invocation)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else (DONE if ended.code is None else OUR_FAULT)
    except DomainError as error:
        print_error(error.message)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # the last resort: whatever it is, people get a sentence
        if invocation.debug:
            logging.getLogger("solvent").exception("unexpected error")
        print_error(
            f"Something went wrong on our side: {type(error).__name__}: {error}",
            None if invocation.debug else "`solvent --debug …` shows where.",
        )
        return OUR_FAULT
    return DONE


def main() -> None:
    """The entry point."""
    use_utf8()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
