import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from cli.commands.act_for_person import find_person, operator
from cli.commands.invocation import AsJson, invocation_of
from cli.commands.read_id import read_id
from cli.output import print_json, print_table, print_text
from cli.running_platform import open_platform

if TYPE_CHECKING:
    from core.marketplace.models import PartnerRow

partner_app = typer.Typer(help="Partners of the marketplace.", rich_markup_mode=None, no_args_is_help=True)
SlugArgument = Annotated[str, typer.Argument(metavar="NAME", help="The partner's stable name, as `ledgerly`.")]


@partner_app.command("tie")
def partner_tie(
    context: typer.Context,
    slug: SlugArgument,
    app: Annotated[str | None, typer.Option(metavar="CLIENT_ID", help="The app that asks in its name.")] = None,
    user: Annotated[str | None, typer.Option(metavar="E-MAIL", help="The person whose webhooks are told.")] = None,
    as_json: AsJson = False,
) -> None:
    """Let an app, or a person, speak for a partner: see the leads made for it, change its offers."""
    client_id = read_id(app, "app") if app is not None else None
    row = asyncio.run(_tie(invocation_of(context).data_folder, slug, client_id, user))
    if as_json:
        print_json(_as_json(row))
    else:
        print_text(f"{row.name}: app {row.client_id or 'none'}, person {row.member_id or 'none'}.")


@partner_app.command("list")
def partner_list(context: typer.Context, as_json: AsJson = False) -> None:
    """List partners and who speaks for them."""
    rows = asyncio.run(_list(invocation_of(context).data_folder))
    if as_json:
        for row in rows:
            print_json(_as_json(row))
        return
    print_table(
        ("name", "company", "app", "person"),
        [(row.slug, row.name, row.client_id or "", row.member_id or "") for row in rows],
    )


async def _tie(data_folder: Path, slug: str, client_id: UUID | None, email: str | None) -> "PartnerRow":
    from core.marketplace.tie_partner import TiePartner, tie_partner  # noqa: PLC0415 loaded with the platform

    async with open_platform(data_folder) as platform:
        member = (await find_person(platform, email)).id if email is not None else None
        details = {"command": "partner tie", "operator": operator()}
        async with platform.database.system_unit_of_work() as uow:
            return await tie_partner(uow, TiePartner(slug, client_id, member), details)


async def _list(data_folder: Path) -> "list[PartnerRow]":
    from sqlalchemy import select  # noqa: PLC0415 as above

    from core.marketplace.models import PartnerRow  # noqa: PLC0415 as above

    async with open_platform(data_folder) as platform, platform.database.read_system() as read:
        return list((await read.session.execute(select(PartnerRow).order_by(PartnerRow.slug))).scalars())


def _as_json(row: "PartnerRow") -> dict[str, str | None]:
    return {
        "slug": row.slug,
        "name": row.name,
        "app": str(row.client_id) if row.client_id else None,
        "user_id": str(row.member_id) if row.member_id else None,
    }
