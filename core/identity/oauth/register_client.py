import secrets as entropy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.errors import InvalidNameError
from core.identity.oauth.errors import InvalidAppError, InvalidScopeError
from core.identity.oauth.models import ClientKind, OAuthClientRow
from core.identity.oauth.redirect_uri import check_redirect_uri
from core.identity.oauth.scopes import FOR_SERVICES, OF_PARTNERS, OF_WEBHOOKS, Scope
from core.identity.session import hash_token
from core.ids import new_id
from core.key_action import KeyAction

MOST_URIS: Final = 10
MOST_KEYS: Final = 5
LONGEST_NAME: Final = 60
SECRET_BYTES: Final = 32
LEAST_RSA_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class RegisterClient:
    """What an admin knows of an app. `public_keys` is a JWK set, for apps that sign."""

    name: str
    website: str
    kind: ClientKind
    redirect_uris: Sequence[str]
    scopes: Sequence[Scope]
    service_scopes: Sequence[Scope]
    public_keys: dict[str, Any] | None = None
    needs_par: bool = False
    needs_dpop: bool = False


async def register_client(
    uow: UnitOfWork, command: RegisterClient, *, actor_id: UUID
) -> tuple[OAuthClientRow, str | None]:
    """Register an app. Returns its secret too, where it has one: the only time that it exists on our side.

    Needs the system role's unit of work. Raises InvalidNameError, InvalidAppError, InvalidScopeError,
    InvalidRedirectError.
    """
    _check(command)
    secret = entropy.token_urlsafe(SECRET_BYTES) if command.kind is ClientKind.SECRET else None
    client = OAuthClientRow(
        id=new_id(),
        name=command.name.strip(),
        website=command.website,
        kind=command.kind,
        redirect_uris=[check_redirect_uri(uri) for uri in command.redirect_uris],
        scopes=sorted({scope.value for scope in command.scopes}),
        service_scopes=sorted({scope.value for scope in command.service_scopes}),
        secret_hash=hash_token(secret) if secret is not None else None,
        public_keys=command.public_keys,
        needs_par=command.needs_par,
        needs_dpop=command.needs_dpop,
    )
    uow.session.add(client)
    await uow.session.flush()
    uow.record(KeyAction(actor_id, "app.registered", "oauth_client", client.id, actor_id, {"name": client.name}))
    return client, secret


async def renew_secret(uow: UnitOfWork, client_id: UUID, *, actor_id: UUID) -> tuple[OAuthClientRow, str]:
    """Replace an app's secret: the old one ends at once. Raises NotFoundError, InvalidAppError."""
    client = await uow.session.get(OAuthClientRow, client_id, with_for_update=True)
    if client is None:
        raise NotFoundError("There is no such app.", field="appId")
    if client.kind is not ClientKind.SECRET:
        raise InvalidAppError("This app has no secret.", field="appId")
    secret = entropy.token_urlsafe(SECRET_BYTES)
    client.secret_hash = hash_token(secret)
    uow.record(KeyAction(actor_id, "app.secret_renewed", "oauth_client", client.id, actor_id))
    await uow.session.flush()
    return client, secret


def _check(command: RegisterClient) -> None:
    name = command.name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise InvalidNameError(f"An app's name has 1 to {LONGEST_NAME} printable characters.", field="name")
    site = urlsplit(command.website)
    if site.scheme != "https" or not site.netloc:
        raise InvalidAppError("An app's website is an https address.", field="website")
    if bool(command.redirect_uris) != bool(command.scopes) or len(command.redirect_uris) > MOST_URIS:
        message = f"Who speaks for people needs scopes and 1 to {MOST_URIS} redirect URIs; who does not has neither."
        raise InvalidAppError(message, field="redirectUris")
    if command.service_scopes and command.kind is ClientKind.PUBLIC:
        raise InvalidAppError("An app that can keep no secret can't speak for itself.", field="serviceScopes")
    if not command.scopes and not command.service_scopes:
        raise InvalidAppError("An app without any scope could do nothing.", field="scopes")
    if strange := set(command.service_scopes) - FOR_SERVICES:
        raise InvalidScopeError(f"Not without a person: {', '.join(sorted(strange))}.", field="serviceScopes")
    if partners := set(command.scopes) & OF_PARTNERS:
        raise InvalidScopeError(f"Not in a person's name: {', '.join(sorted(partners))}.", field="scopes")
    if command.kind is ClientKind.PUBLIC and (hooks := set(command.scopes) & OF_WEBHOOKS):
        message = f"Not for an app that can keep no secret: {', '.join(sorted(hooks))}."
        raise InvalidScopeError(message, field="scopes")
    _check_keys(command)


def _check_keys(command: RegisterClient) -> None:
    if (command.kind is ClientKind.PRIVATE_KEY) != (command.public_keys is not None):
        raise InvalidAppError("Public keys are for apps that sign, and those need them.", field="publicKeys")
    if command.public_keys is None:
        return
    told = command.public_keys.get("keys")
    if not isinstance(told, list) or any(not isinstance(key, dict) or key.get("kty") == "oct" for key in told):
        raise InvalidAppError("A JWK set of public keys is wanted.", field="publicKeys")
    try:
        keys = KeySet.import_key_set(command.public_keys).keys  # type: ignore[arg-type]  # it checks the shape itself
    except (JoseError, KeyError, ValueError, TypeError, AttributeError):
        raise InvalidAppError("Not a JWK set.", field="publicKeys") from None
    if not 0 < len(keys) <= MOST_KEYS or any(key.is_private or _is_weak(key) for key in keys):
        raise InvalidAppError(f"1 to {MOST_KEYS} keys, public ones of full strength.", field="publicKeys")


def _is_weak(key: Any) -> bool:
    return isinstance(key, RSAKey) and key.public_key.key_size < LEAST_RSA_BITS
