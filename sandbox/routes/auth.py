from hmac import compare_digest

from fastapi import APIRouter
from pydantic import BaseModel

from sandbox.bank import Bank
from sandbox.refusals import refuse
from sandbox.tokens import TokenDesk


class Login(BaseModel):
    """A client of the bank signs in."""

    username: str
    password: str


def is_persons_password(bank: Bank, password: str) -> bool:
    """Whether a password opens the bank's own pages: the people's own one, else the team's secret."""
    expected = bank.config.person_password or bank.config.client_secret
    return compare_digest(password.encode(), expected.encode())


def auth_routes(bank: Bank, tokens: TokenDesk) -> APIRouter:
    """Tokens and keys."""
    routes = APIRouter(tags=["auth"])

    @routes.post("/auth/bank-token")
    async def bank_token(client_id: str, client_secret: str) -> dict[str, object]:
        """A team's token. Both parameters travel in the query, as at the real sandbox banks."""
        if not compare_digest(client_id.encode(), bank.config.client_id.encode()):
            raise refuse(401, "Invalid client_id")
        if not compare_digest(client_secret.encode(), bank.config.client_secret.encode()):
            raise refuse(401, "Invalid client_secret")
        return {
            "access_token": tokens.issue(client_id, "team"),
            "token_type": "bearer",
            "client_id": client_id,
            "algorithm": bank.faults.token_algorithm,
            "expires_in": bank.faults.token_seconds,
        }

    @routes.post("/auth/login")
    async def login(body: Login) -> dict[str, object]:
        """A client's token, for the bank's own pages."""
        if body.username not in bank.people or not is_persons_password(bank, body.password):
            raise refuse(401, "Invalid credentials")
        return {
            "access_token": tokens.issue(body.username, "client"),
            "token_type": "bearer",
            "client_id": body.username,
        }

    @routes.get("/.well-known/jwks.json")
    async def jwks() -> dict[str, object]:
        """The bank's public keys."""
        return tokens.jwks()

    return routes
