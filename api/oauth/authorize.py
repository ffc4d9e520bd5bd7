"""The front door: an app's request is checked, kept, and shown to the person by the web app."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from authlib.oauth2.rfc6749 import InvalidRequestError, InvalidScopeError, OAuth2Error
from authlib.oidc.core.errors import LoginRequiredError

from api.oauth.grants import AUTH_METHODS
from api.oauth.parties import ProtocolClient
from api.oauth.protocol_request import ProtocolRequest
from api.oauth.server import Answer, ProtocolServer, described
from core.adapters.wiring import Platform
from core.db.uow import UnitOfWork
from core.identity.oauth.authorization import PUSHED_LIFETIME, keep_request, take_request
from core.identity.oauth.errors import AuthorizationOverError

REQUEST_URI: Final = "urn:ietf:params:oauth:request_uri:"
KEPT: Final = (
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "dpop_jkt",
)
LONGEST: Final = 1024
SEE_OTHER: Final = 303


async def begin_authorization(platform: Platform, uow: UnitOfWork, parameters: Mapping[str, str]) -> Answer:
    """Where the browser goes: to the consent screen, or with an error back to the app.

    Raises OAuth2Error without a redirect URI where the browser must not be sent anywhere, AuthorizationOverError.
    """
    if "request_uri" in parameters:
        parameters = await _pushed(platform, uow, parameters)
        is_pushed = True
    else:
        is_pushed = False
    server = ProtocolServer(platform, uow)
    request = ProtocolRequest("GET", parameters, {})
    try:
        await server.run(lambda: check_request(server, request, is_pushed=is_pushed))
    except OAuth2Error as error:
        if not error.redirect_uri:
            raise
        answer = described(error)
        answer.location = f"{answer.location}&{urlencode({'iss': platform.app_tokens.issuer})}"
        answer.status = SEE_OTHER
        return answer
    kept = {name: value for name, value in parameters.items() if name in KEPT}
    handle = await keep_request(uow, platform.clock, request.client.row.id, kept, is_pushed=False)
    page = f"{platform.settings.web_url}/connect-app?{urlencode({'request': handle})}"
    return Answer(SEE_OTHER, "", {"Location": page})


async def push_authorization(platform: Platform, uow: UnitOfWork, request: ProtocolRequest) -> Answer:
    """Keep a request that an app sends by itself, and give it a name for the browser (RFC 9126)."""
    server = ProtocolServer(platform, uow)

    def check() -> ProtocolClient:
        client: ProtocolClient = server.authenticate_client(request, AUTH_METHODS, "par")
        if "request_uri" in request.parameters:
            raise InvalidRequestError("A pushed request can't name another.")
        if request.parameters.get("client_id", client.client_id) != client.client_id:
            raise InvalidRequestError("It is another client's request.")
        request.parameters["client_id"] = client.client_id
        if request.thumbprint is not None:
            if request.parameters.get("dpop_jkt", request.thumbprint) != request.thumbprint:
                raise InvalidRequestError("The DPoP proof is of another key.")
            request.parameters["dpop_jkt"] = request.thumbprint
        check_request(server, request, is_pushed=True)
        return client

    try:
        client = await server.run(check)
    except OAuth2Error as error:
        error.redirect_uri = None  # no browser is here to be sent anywhere
        return described(error)
    kept = {name: value for name, value in request.parameters.items() if name in KEPT}
    handle = await keep_request(uow, platform.clock, client.row.id, kept, is_pushed=True)
    body = {"request_uri": REQUEST_URI + handle, "expires_in": int(PUSHED_LIFETIME.total_seconds())}
    return Answer(201, body)


def check_request(server: ProtocolServer, request: ProtocolRequest, *, is_pushed: bool) -> None:
    """Authlib's checks and ours. Raises OAuth2Error, with a redirect URI once that was found good."""
    grant = server.get_consent_grant(request)
    client: ProtocolClient = request.client

    def refuse(error: OAuth2Error) -> None:
        error.redirect_uri, error.state = grant.redirect_uri, request.parameters.get("state")
        raise error

    if any(len(value) > LONGEST for value in request.parameters.values()):
        refuse(InvalidRequestError("A parameter is too long."))
    if client.row.needs_par and not is_pushed:
        refuse(InvalidRequestError("This client pushes its requests."))
    if "request" in request.parameters:
        refuse(OAuth2Error(error="request_not_supported"))
    if "nonce" in request.parameters and "openid" not in request.scope.split():
        refuse(InvalidScopeError("A nonce is for the scope openid."))
    if request.parameters.get("response_mode", "query") != "query":
        refuse(InvalidRequestError("Only the response mode query."))
    if not request.parameters.get("max_age", "0").isdigit():
        refuse(InvalidRequestError("max_age is a number of seconds."))
    if "none" in request.parameters.get("prompt", "").split():
        refuse(LoginRequiredError())  # who is signed in, only the web app knows: there is no silent way


async def _pushed(platform: Platform, uow: UnitOfWork, given: Mapping[str, str]) -> dict[str, str]:
    """The parameters that were pushed, for the client that pushed them. Everything else in the URL is ignored."""
    handle = given["request_uri"]
    if not handle.startswith(REQUEST_URI):
        raise AuthorizationOverError("There is no such request.", field="request_uri")
    kept, client = await take_request(uow, platform.clock, handle.removeprefix(REQUEST_URI), is_pushed=True)
    if given.get("client_id") != str(client.id):
        raise AuthorizationOverError("It is another client's request.", field="request_uri")
    return {str(name): str(value) for name, value in kept.parameters.items()}
