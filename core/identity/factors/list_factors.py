"""What a person has set up."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.identity.factors.models import FactorKind, PasskeyRow, TotpRow
from core.identity.factors.recovery_codes import codes_left


@dataclass(frozen=True, slots=True)
class Factors:
    """A person's second factors; `totp` is None until an app is confirmed."""

    totp: TotpRow | None
    passkeys: Sequence[PasskeyRow]
    recovery_codes_left: int

    @property
    def kinds(self) -> list[FactorKind]:
        """How they can prove themselves now."""
        has = {
            FactorKind.PASSKEY: bool(self.passkeys),
            FactorKind.TOTP: self.totp is not None,
            FactorKind.RECOVERY_CODE: bool(self.recovery_codes_left and (self.passkeys or self.totp)),
        }
        return [kind for kind, is_there in has.items() if is_there]


async def list_factors(session: AsyncSession, user_id: UUID) -> Factors:
    """Everything a person has, oldest passkey first."""
    confirmed = select(TotpRow).where(TotpRow.user_id == user_id, TotpRow.confirmed_at.is_not(None))
    totp = (await session.execute(confirmed)).scalar_one_or_none()
    return Factors(totp, await list_passkeys(session, user_id), await codes_left(session, user_id))


async def list_passkeys(session: AsyncSession, user_id: UUID) -> Sequence[PasskeyRow]:
    """A person's passkeys, oldest first."""
    statement = select(PasskeyRow).where(PasskeyRow.user_id == user_id).order_by(PasskeyRow.created_at, PasskeyRow.id)
    return (await session.execute(statement)).scalars().all()
