"""Our key of VAPID (RFC 8292): made on first use, kept with the secrets, the same for all processes."""

import base64

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from core.ports.secrets import SecretMissingError, Secrets

VAPID_KEY = "notifications/vapid-key"


def vapid_key(secrets: Secrets) -> EllipticCurvePrivateKey:
    """The private key. A new one would make every browser's subscription worthless, so that it is never replaced."""
    try:
        stored = secrets.read(VAPID_KEY)
    except SecretMissingError:
        made = generate_private_key(SECP256R1())
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        stored = secrets.write_once(VAPID_KEY, pem)
    key = load_pem_private_key(stored.encode(), password=None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise TypeError("the key of VAPID is of another kind")
    return key


def public_text(key: EllipticCurvePrivateKey) -> str:
    """The public key as browsers take it: the uncompressed point, base64url without padding."""
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")
