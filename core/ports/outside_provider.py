"""An OpenID provider that is not ours: where people already have an account."""

from dataclasses import dataclass
from typing import Protocol

from core.errors import DomainError, UnavailableError


class ProviderUnavailableError(UnavailableError):
    """The provider did not answer in time, or not with anything that can be used."""

    code = "PROVIDER_UNAVAILABLE"


class ProviderRefusedError(DomainError):
    """What came back is not this person's proof: refused, forged, of another visit or for somebody else."""

    code = "EXTERNAL_SIGN_IN_FAILED"


@dataclass(frozen=True, slots=True)
class Visit:
    """What of a visit to the provider the provider has to know, or to give back."""

    state: str
    nonce: str
    code_verifier: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class OutsideIdentity:
    """Who somebody is there. `email` is empty where the provider does not tell it."""

    issuer: str
    subject: str
    email: str
    is_email_verified: bool
    name: str


class OutsideProvider(Protocol):
    """One provider."""

    code: str
    name: str

    async def sign_in_url(self, visit: Visit) -> str:
        """Where the browser goes. Raises ProviderUnavailableError."""
        ...

    async def identity(self, code: str, issuer: str | None, visit: Visit) -> OutsideIdentity:
        """Who came back with this code; `issuer` is the answer's own `iss`, where it has one.

        Raises ProviderUnavailableError, ProviderRefusedError.
        """
        ...
