"""Codes of authenticator apps (RFC 6238): six digits, SHA-1, thirty seconds, as every app reads them."""

import asyncio
import hmac
from datetime import datetime
from typing import Final
from uuid import UUID

import pyotp

from core.identity.factors.relying_party import NAME
from core.ports.secrets import Secrets

STEP_SECONDS: Final = 30
DRIFT_STEPS: Final = 1
"""A code is taken one step early or late: clocks of phones differ."""
ENCRYPTION_KEY: Final = "factor-secret"


def new_secret() -> str:
    """160 random bits in base32."""
    return pyotp.random_base32(32)


def provisioning_uri(secret: str, email: str) -> str:
    """What the QR code says: `otpauth://totp/Solvent:address?secret=…&issuer=Solvent`."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=NAME)


def matching_step(secret: str, code: str, now: datetime, after_step: int) -> int | None:
    """The time step that a code is of; None for a wrong code, and for one as old as a step that was used.

    Every step is compared, in equal time.
    """
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    given = "".join(code.split())[:16].encode()
    found: int | None = None
    for step in range(current - DRIFT_STEPS, current + DRIFT_STEPS + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), given) and step > after_step:
            found = step
    return found


async def encrypt_secret(secrets: Secrets, user_id: UUID, secret: str) -> str:
    """The secret as it is stored. It can't be moved to another person."""
    return await asyncio.to_thread(secrets.encrypt, ENCRYPTION_KEY, secret.encode(), user_id.bytes)


async def decrypt_secret(secrets: Secrets, user_id: UUID, stored: str) -> str:
    """The secret again. Raises DecryptionError."""
    return (await asyncio.to_thread(secrets.decrypt, ENCRYPTION_KEY, stored, user_id.bytes)).decode()
