"""The endpoints that OAuth fixes a form for. All else about apps is GraphQL."""

from typing import Any, Final

import orjson
from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError, OAuth2Error
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.http.health import platform_of
from api.oauth.authorize import begin_authorization, push_authorization
from api.oauth.bearer import app_token_of
from api.oauth.limit_callers import limit_caller
from api.oauth.metadata import metadata as describe
from api.oauth.protocol_request import MalformedError, ProtocolRequest, parameters_of, read_form
from api.oauth.refusal_page import refusal_page
from api.oauth.server import Answer, ProtocolServer, described
from api.oauth.token_endpoints import Introspection, Revocation
from api.oauth.userinfo import claims_of
from core.adapters.wiring import Platform
from core.errors import DomainError, UnavailableError
from core.identity.errors import InvalidTokenError, TooManyAttemptsError
from core.identity.oauth.dpop import Proven
from core.identity.oauth.errors import AuthorizationOverError, InvalidProofError

router = APIRouter()
NO_STORE: Final = {"cache-control": "no-store", "pragma": "no-cache"}
UNAVAILABLE: Final = 503
TOO_MANY: Final = 429


@router.get("/.well-known/oauth-authorization-server")
@router.get("/.well-known/openid-configuration")
async def metadata(request: Request) -> JSONResponse:
    """What there is, and where."""
    return JSONResponse(describe(platform_of(request).app_tokens.issuer), headers={"cache-control": "max-age=300"})


@router.get("/oauth/authorize")
@router.post("/oauth/authorize")
async def authorize(request: Request) -> Response:
    """Send the browser to the consent screen."""
    platform = platform_of(request)
    language = request.headers.get("accept-language", "")
    try:
        await limit_caller(platform, request, "authorize")
        is_post = request.method == "POST"
        parameters = await read_form(request) if is_post else parameters_of(request.url.query)
        async with platform.database.system_unit_of_work() as uow:
            answer = await begin_authorization(platform, uow, parameters)
    except MalformedError as error:
        return refusal_page(language, str(error))
    except OAuth2Error as error:
        return refusal_page(language, error.description or error.error)
    except AuthorizationOverError as error:
        return refusal_page(language, error.message)
    except DomainError as error:
        return _refused(error)
    return Response(status_code=answer.status, headers={**NO_STORE, "location": answer.location or ""})


@router.post("/oauth/token")
async def token(request: Request) -> Response:
    """A code, a refresh token or an app's own word for tokens."""
    return await _answer(request, "token", lambda server, asked: server.create_token_response(asked))


@router.post("/oauth/revoke")
async def revoke(request: Request) -> Response:
    """Take a token back."""
    return await _answer(request, "revoke", lambda server, asked: _at(server, Revocation, asked))


@router.post("/oauth/introspect")
async def introspect(request: Request) -> Response:
    """Tell an app about a token of its own."""
    return await _answer(request, "introspect", lambda server, asked: _at(server, Introspection, asked))


@router.post("/oauth/par")
async def push(request: Request) -> Response:
    """Take a request before the browser comes."""
    platform = platform_of(request)
    try:
        asked = await _asked(platform, request, "par")
        async with platform.database.system_unit_of_work() as uow:
            answer: Answer = await push_authorization(platform, uow, asked)
    except (MalformedError, ValueError) as error:
        return _malformed(error)
    except DomainError as error:
        return _refused(error)
    return _sent(answer)


@router.get("/oauth/userinfo")
@router.post("/oauth/userinfo")
async def userinfo(request: Request) -> Response:
    """Who the person is, as far as the scopes go."""
    platform = platform_of(request)
    headers = request.headers
    try:
        await limit_caller(platform, request, "userinfo")
        found = await app_token_of(
            platform, headers.get("authorization", ""), headers.get("dpop"), request.method, request.url.path
        )
        claims = await claims_of(platform, found)
    except (InvalidTokenError, InvalidProofError) as error:
        code = "invalid_dpop_proof" if isinstance(error, InvalidProofError) else "invalid_token"
        challenge = f'Bearer error="{code}", DPoP error="{code}"'
        return JSONResponse({"error": code}, status_code=401, headers={**NO_STORE, "www-authenticate": challenge})
    except DomainError as error:
        return _refused(error)
    if claims is None:
        challenge = 'Bearer error="insufficient_scope", scope="openid"'
        headers_ = {**NO_STORE, "www-authenticate": challenge}
        return JSONResponse({"error": "insufficient_scope"}, status_code=403, headers=headers_)
    return JSONResponse(claims, headers=NO_STORE)


def _at(server: ProtocolServer, endpoint: type[Any], asked: ProtocolRequest) -> Any:
    server.register_endpoint(endpoint)
    return server.create_endpoint_response(endpoint.ENDPOINT_NAME, asked)


async def _answer(request: Request, name: str, call: Any) -> Response:
    """Run one of Authlib's endpoints in a transaction that commits also what a refusal has to leave behind."""
    platform = platform_of(request)
    try:
        asked = await _asked(platform, request, name)
        async with platform.database.system_unit_of_work() as uow:
            server = ProtocolServer(platform, uow)
            server.create_oauth2_request(asked)
            answer: Answer = await server.run(lambda: call(server, asked))
    except (MalformedError, ValueError) as error:
        return _malformed(error)
    except DomainError as error:
        return _refused(error)
    return _sent(answer)


async def _asked(platform: Platform, request: Request, name: str) -> ProtocolRequest:
    """The form, with the key that was proven. Raises MalformedError, InvalidProofError, TooManyAttemptsError."""
    await limit_caller(platform, request, name)
    parameters = await read_form(request)
    authorization = request.headers.get("authorization", "")
    if authorization and "client_secret" in parameters:
        raise MalformedError("One way of authenticating at a time.")
    asked = ProtocolRequest("POST", parameters, {"Authorization": authorization})
    proofs = request.headers.getlist("dpop")
    if len(proofs) > 1:
        raise MalformedError("One DPoP proof at a time.")
    if proofs and name in {"token", "par"}:
        about = Proven("POST", f"{platform.settings.public_url}/oauth/{name}")
        asked.thumbprint = await platform.dpop.thumbprint(proofs[0], about)
    return asked


def _sent(answer: Answer) -> Response:
    body = answer.body if isinstance(answer.body, bytes) else orjson.dumps(answer.body)
    kept = {key: value for key, value in answer.headers.items() if key.lower() == "www-authenticate"}
    return Response(body, answer.status, {**NO_STORE, **kept}, media_type="application/json")


def _malformed(error: Exception) -> Response:
    """ValueError: bytes in a Basic header that are no text, or what else the library trips over."""
    if isinstance(error, MalformedError):
        return _sent(described(InvalidRequestError(str(error))))
    return _sent(described(InvalidClientError(description="The client can't be authenticated.")))


def _refused(error: DomainError) -> Response:
    headers = dict(NO_STORE)
    status, code = 400, "invalid_request"
    if isinstance(error, InvalidProofError):
        code = "invalid_dpop_proof"
    elif isinstance(error, TooManyAttemptsError):
        status, code = TOO_MANY, "slow_down"
        headers["retry-after"] = str(error.retry_after_seconds)
    elif isinstance(error, UnavailableError):
        status, code = UNAVAILABLE, "temporarily_unavailable"
    return JSONResponse({"error": code, "error_description": error.message}, status, headers)
