from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.oauth.models import OAuthClientRow
from core.identity.oauth.scopes import OF_PARTNERS
from core.key_action import KeyAction
from core.marketplace.errors import PartnerTieError
from core.marketplace.models import PartnerRow


@dataclass(frozen=True, slots=True)
class TiePartner:
    """Which app and which person speak for a partner; None leaves the tie as it is."""

    slug: str
    client_id: UUID | None = None
    member_id: UUID | None = None


async def tie_partner(uow: UnitOfWork, command: TiePartner, details: dict[str, str]) -> PartnerRow:
    """Let an app, or a person, speak for a partner: see its leads, change its offers. Needs the system role.

    Raises NotFoundError, PartnerTieError.
    """
    statement = select(PartnerRow).where(PartnerRow.slug == command.slug).with_for_update()
    partner = (await uow.session.execute(statement)).scalar_one_or_none()
    if partner is None:
        raise NotFoundError(f"There is no partner {command.slug!r}.", field="slug")
    if command.client_id is not None:
        client = await uow.session.get(OAuthClientRow, command.client_id)
        if client is None or client.disabled_at is not None:
            raise NotFoundError("There is no such app, or it is switched off.", field="app")
        if not {scope.value for scope in OF_PARTNERS} & set(client.service_scopes):
            raise PartnerTieError("The app may ask for no partner's scope in its own name.", field="app")
        partner.client_id = client.id
    if command.member_id is not None:
        partner.member_id = command.member_id
        told = {**details, "partner": partner.slug}
        uow.record(KeyAction(command.member_id, "partner.tied", "partner", partner.id, None, told))
    try:
        async with uow.session.begin_nested():
            await uow.session.flush()
    except IntegrityError:
        raise PartnerTieError("The app or the person speaks for another partner already.", field="app") from None
    return partner
