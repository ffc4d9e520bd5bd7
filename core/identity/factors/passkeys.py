"""WebAuthn: what a browser is asked, and whether its answer holds. py_webauthn checks the cryptography."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from core.identity.factors.errors import PasskeyRefusedError, WrongFactorError
from core.identity.factors.models import PasskeyRow
from core.identity.factors.relying_party import NAME, RelyingParty
from core.identity.models import UserRow

TIMEOUT_MS: Final = 5 * 60_000
MOST_LETTERS: Final = 64 * 1024
"""Of an answer: a few kilobytes are usual."""
_BROKEN: Final = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)
"""What the library raises for bytes that are no answer of an authenticator."""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A credential that a device made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    aaguid: str
    transports: Sequence[str]
    is_backup_eligible: bool
    is_backed_up: bool


def _descriptors(known: Sequence[PasskeyRow]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=row.credential_id, transports=[AuthenticatorTransport(name) for name in row.transports]
        )
        for row in known
    ]


def registration_options(
    party: RelyingParty, user: UserRow, nonce: bytes, known: Sequence[PasskeyRow]
) -> dict[str, Any]:
    """For `navigator.credentials.create`. A key that can be found by itself is preferred: it signs in alone."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=NAME,
        user_id=user.id.bytes,
        user_name=user.email,
        user_display_name=user.display_name,
        challenge=nonce,
        timeout=TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=_descriptors(known),
    )
    made: dict[str, Any] = json.loads(options_to_json(options))
    return made


def authentication_options(
    party: RelyingParty, nonce: bytes, known: Sequence[PasskeyRow], *, is_alone: bool
) -> dict[str, Any]:
    """For `navigator.credentials.get`. `is_alone`: no password was given, so the device must know its owner."""
    wanted = UserVerificationRequirement.REQUIRED if is_alone else UserVerificationRequirement.PREFERRED
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=nonce,
        timeout=TIMEOUT_MS,
        allow_credentials=_descriptors(known) or None,
        user_verification=wanted,
    )
    made: dict[str, Any] = json.loads(options_to_json(options))
    return made


def check_registration(party: RelyingParty, nonce: bytes, credential: Mapping[str, Any]) -> NewPasskey:
    """The passkey that the device made for this question. Raises PasskeyRefusedError."""
    try:
        found = verify_registration_response(
            credential=_bounded(credential),
            expected_challenge=nonce,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
        )
        transports = [AuthenticatorTransport(name).value for name in credential["response"].get("transports") or ()]
    except _BROKEN as error:
        raise PasskeyRefusedError("This passkey can't be taken. Try again.", field="credential") from error
    return NewPasskey(
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        aaguid=found.aaguid,
        transports=sorted(set(transports)),
        is_backup_eligible=found.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        is_backed_up=found.credential_backed_up,
    )


def credential_id_of(credential: Mapping[str, Any]) -> bytes:
    """Which passkey answers. Raises WrongFactorError."""
    try:
        return base64url_to_bytes(str(credential["id"])[:2000])
    except _BROKEN:
        raise WrongFactorError from None


def check_authentication(
    party: RelyingParty, nonce: bytes, row: PasskeyRow, credential: Mapping[str, Any], *, is_alone: bool
) -> None:
    """Take an answer of this passkey and note what it tells of itself. Raises WrongFactorError.

    The counter must rise where there is one: a copy of the key falls behind. Whether a key may be backed up is decided
    when it is made, so an answer that says otherwise is not from it. `is_alone` wants the owner verified by the device,
    and the answer to name the owner we know.
    """
    try:
        found = verify_authentication_response(
            credential=_bounded(credential),
            expected_challenge=nonce,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=is_alone,
        )
        handle = credential["response"].get("userHandle")
        is_owner = handle is None or base64url_to_bytes(str(handle)) == row.user_id.bytes
    except _BROKEN as error:
        raise WrongFactorError from error
    is_eligible = found.credential_device_type is CredentialDeviceType.MULTI_DEVICE
    if not is_owner or (is_alone and handle is None) or is_eligible != row.is_backup_eligible:
        raise WrongFactorError
    row.sign_count, row.is_backed_up = found.new_sign_count, found.credential_backed_up


def _bounded(credential: Mapping[str, Any]) -> dict[str, Any]:
    if len(json.dumps(credential, default=str)) > MOST_LETTERS:
        raise ValueError("too long for an answer of an authenticator")
    return dict(credential)
