import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.invocation import AsJson, Invocation, invocation_of
from cli.output import print_json, print_table, print_text
from cli.running_platform import open_platform

if TYPE_CHECKING:
    from core.ports.secrets import VerificationKey

keys_app = typer.Typer(help="Keys that the platform signs with.", rich_markup_mode=None, no_args_is_help=True)
ACCESS_TOKEN, MAIL_LINK = "access-token", "mail-link"
KeyOption = Annotated[
    str, typer.Option("--key", help=f"`{ACCESS_TOKEN}` signs sessions' tokens, `{MAIL_LINK}` the links in mails.")
]


@keys_app.command("rotate")
def rotate_key(context: typer.Context, key: KeyOption = ACCESS_TOKEN, as_json: AsJson = False) -> None:
    """Make a new version of a key; it signs from now on. Nobody is signed out: what older ones signed still counts."""
    newest = asyncio.run(_rotate(invocation_of(context), key))
    if as_json:
        print_json(_as_json(newest))
    else:
        print_text(f"{newest.kid} signs from now on; what was signed before counts until it ends.")


@keys_app.command("list")
def list_keys(context: typer.Context, key: KeyOption = ACCESS_TOKEN, as_json: AsJson = False) -> None:
    """List the versions of a key, newest first. Private halves are never shown."""
    versions = asyncio.run(_list(invocation_of(context), key))
    if as_json:
        for version in versions:
            print_json(_as_json(version))
        return
    print_table(
        ("key", "made", "public half"),
        [(version.kid, _moment(version) or "unknown", version.public_key.hex()) for version in versions],
    )


async def _rotate(invocation: Invocation, key: str) -> "VerificationKey":
    async with open_platform(invocation.data_folder) as platform:
        secrets = platform.secrets
        is_first = key in {ACCESS_TOKEN, MAIL_LINK} and not await asyncio.to_thread(secrets.verification_keys, key)
        if is_first:
            await asyncio.to_thread(secrets.sign, key, b"makes the key")  # a platform that never signed anything
        else:
            await asyncio.to_thread(secrets.rotate, key)
        return (await asyncio.to_thread(secrets.verification_keys, key))[0]


async def _list(invocation: Invocation, key: str) -> "list[VerificationKey]":
    async with open_platform(invocation.data_folder) as platform:
        return await asyncio.to_thread(platform.secrets.verification_keys, key)


def _moment(version: "VerificationKey") -> str | None:
    return version.made_at.isoformat(timespec="seconds") if version.made_at else None


def _as_json(version: "VerificationKey") -> dict[str, Any]:
    return {"kid": version.kid, "made_at": _moment(version), "public_key": version.public_key.hex()}
