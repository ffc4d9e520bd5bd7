"""`python -m cli.demo`: make the demo person once, through the same use cases and jobs as everybody."""

import argparse
import asyncio
import sys
from pathlib import Path

from cli.demo.draw_receipt import draw_receipt
from core.adapters.wiring import Platform, build_platform
from core.banking.ask_for_consents import AskForConsents, ask_for_consents
from core.db.uow import UnitOfWork
from core.documents.complete_upload import complete_upload
from core.documents.create_upload import CreateUpload, create_upload
from core.documents.models import UploadPurpose
from core.identity.models import UserRow, UserStatus
from core.identity.password import hash_password
from core.identity.repository import user_by_email
from core.ids import new_id
from core.key_action import KeyAction
from core.ports.bank_feed import ConsentKind
from core.settings import load_settings

PERSON_AT_BANKS = "demo-1"


async def make_demo(platform: Platform, email: str, password: str) -> None:
    """The person, their banks and a receipt. A second run finds them there and only sets the password."""
    person = await _person(platform, email, password)
    if person is None:
        return
    await _connect_banks(platform, person)
    content = draw_receipt()
    command = CreateUpload(UploadPurpose.DOCUMENT, "coffee-house.png", "image/png", len(content))
    async with platform.database.unit_of_work(person.id) as uow:
        upload, _ = await create_upload(uow, platform.clock, platform.blobs, len(content), command)
    await platform.blobs.put(upload.storage_key, content, upload.content_type)
    async with platform.database.unit_of_work(person.id) as uow:
        await complete_upload(uow, platform.clock, platform.blobs, upload.id)


async def _person(platform: Platform, email: str, password: str) -> UserRow | None:
    """The new person; None when they were there."""
    password_hash = await hash_password(password)
    async with platform.database.system_unit_of_work() as uow:
        known = await user_by_email(uow.session, email)
        if known is not None:
            known.password_hash = password_hash
            return None
        return _new_person(uow, platform, email, password_hash)


def _new_person(uow: UnitOfWork, platform: Platform, email: str, password_hash: str) -> UserRow:
    person = UserRow(
        id=new_id(),
        email=email,
        password_hash=password_hash,
        display_name="Demo",
        status=UserStatus.ACTIVE,
        verified_at=platform.clock.now(),
        locale="ru",
    )
    uow.session.add(person)
    uow.record(KeyAction(person.id, "user.registered", "user", person.id))
    return person


async def _connect_banks(platform: Platform, person: UserRow) -> None:
    for bank in platform.banks.all():
        kinds = (ConsentKind.ACCOUNT, ConsentKind.PRODUCT)
        await ask_for_consents(platform, person.id, AskForConsents(bank, PERSON_AT_BANKS, kinds))


async def main() -> int:
    """Make the demo person of the settings."""
    settings = load_settings()
    if settings.demo_email is None or settings.demo_password is None:
        sys.stderr.write("SOLVENT_DEMO_EMAIL and SOLVENT_DEMO_PASSWORD are needed\n")
        return 2
    platform = build_platform(settings, process="demo")
    try:
        await make_demo(platform, settings.demo_email, settings.demo_password.get_secret_value())
    finally:
        await platform.close()
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m cli.demo", description="Make the demo person.")
    parser.add_argument("--done", type=Path, help="a file to leave when it is done")
    chosen = parser.parse_args()
    code = asyncio.run(main())
    if code == 0 and chosen.done is not None:
        chosen.done.touch()
    sys.exit(code)
