import asyncio
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.invocation import AsJson, Invocation, invocation_of
from cli.commands.operate_user import create, make_admin, switch_off, switch_on
from cli.output import print_json, print_table, print_text
from cli.running_platform import open_platform
from core.errors import DomainError

if TYPE_CHECKING:
    from core.identity.models import UserRow

user_app = typer.Typer(help="People of the platform.", rich_markup_mode=None, no_args_is_help=True)
EmailArgument = Annotated[str, typer.Argument(metavar="E-MAIL", help="The person's address.")]


class PasswordNeededError(DomainError):
    """No password on the terminal or on stdin."""

    code = "PASSWORD_NEEDED"


@user_app.command("create")
def create_user(
    context: typer.Context,
    email: EmailArgument,
    name: Annotated[str, typer.Option(help="As the person is called; by default the part before the @.")] = "",
    locale: Annotated[str, typer.Option(help="Language of mails and pages: en or ru.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Make a person whose address you vouch for. The password is asked for, or read from the first line of stdin."""
    password = _password()
    made = asyncio.run(create(invocation_of(context).data_folder, email, password, name, locale))
    _print(made, "was made", as_json=as_json)


@user_app.command("list")
def list_users(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="People at most.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List people, newest first."""
    rows = asyncio.run(_list(invocation_of(context), limit))
    if as_json:
        for row in rows:
            print_json(_as_json(row))
        return
    print_table(
        ("e-mail", "name", "role", "status", "created"),
        [(row.email, row.display_name, row.role.value, row.status.value, row.created_at.date()) for row in rows],
    )


@user_app.command("deactivate")
def deactivate_user(
    context: typer.Context,
    email: EmailArgument,
    reason: Annotated[str, typer.Option(help="Why: it goes into the person's history.")] = "by the operator",
    as_json: AsJson = False,
) -> None:
    """Switch an account off and end its sessions. Data stays."""
    done = asyncio.run(switch_off(invocation_of(context).data_folder, email, reason))
    _print(done, "is deactivated", as_json=as_json)


@user_app.command("reactivate")
def reactivate_user(
    context: typer.Context,
    email: EmailArgument,
    reason: Annotated[str, typer.Option(help="Why: it goes into the person's history.")] = "by the operator",
    as_json: AsJson = False,
) -> None:
    """Switch an account on again, whoever switched it off."""
    done = asyncio.run(switch_on(invocation_of(context).data_folder, email, reason))
    _print(done, "is active", as_json=as_json)


@user_app.command("make-admin")
def make_user_admin(context: typer.Context, email: EmailArgument, as_json: AsJson = False) -> None:
    """Let a person run the platform. It counts from their next sign-in or refresh."""
    done = asyncio.run(make_admin(invocation_of(context).data_folder, email))
    _print(done, "is an admin", as_json=as_json)


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise PasswordNeededError("Write the password to the first line of stdin.", field="password")
    return password


async def _list(invocation: Invocation, limit: int) -> "list[UserRow]":
    from sqlalchemy import select  # noqa: PLC0415 loaded with the platform

    from core.identity.models import UserRow  # noqa: PLC0415 as above

    statement = select(UserRow).order_by(UserRow.created_at.desc(), UserRow.id.desc()).limit(limit)
    async with open_platform(invocation.data_folder) as platform, platform.database.read_system() as read:
        return list((await read.session.execute(statement)).scalars())


def _print(row: "UserRow", outcome: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(row))
    else:
        print_text(f"{row.email} {outcome}.")


def _as_json(row: "UserRow") -> dict[str, Any]:
    return {
        "id": str(row.id),
        "email": row.email,
        "name": row.display_name,
        "role": row.role.value,
        "status": row.status.value,
        "locale": row.locale,
    }
