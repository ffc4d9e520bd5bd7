"""A request to an OAuth endpoint, read strictly, in the shape that Authlib takes."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from authlib.oauth2 import OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from starlette.requests import Request

FORM: Final = "application/x-www-form-urlencoded"
MOST_PARAMETERS: Final = 40
LONGEST_VALUE: Final = 8192


class MalformedError(Exception):
    """A parameter that comes twice, is too long, or a body that is no form."""


class ProtocolRequest(OAuth2Request):  # type: ignore[misc]  # the library has no types
    """What Authlib looks at. `thumbprint` is of the DPoP key that the caller proved to hold."""

    thumbprint: str | None = None
    server: Any = None

    def __init__(self, method: str, parameters: Mapping[str, str], headers: Mapping[str, str]) -> None:
        # TLS ends before us: whether it is there is the deployment's to see to, not to be guessed from a URL.
        super().__init__(method, "https://localhost/", headers=dict(headers))
        self.parameters = dict(parameters)
        self.payload = BasicOAuth2Payload(self.parameters)

    @property
    def args(self) -> dict[str, str]:
        """Parameters of the query."""
        return self.parameters

    @property
    def form(self) -> dict[str, str]:
        """Parameters of the body."""
        return self.parameters


async def read_form(request: Request) -> dict[str, str]:
    """The body's parameters. Raises MalformedError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise MalformedError(f"The body must be {FORM}.")
    try:
        return parameters_of((await request.body()).decode("ascii"))
    except UnicodeDecodeError as error:
        raise MalformedError("The body is no form.") from error


def parameters_of(text: str) -> dict[str, str]:
    """Parameters by their names. One that comes twice could be read in two ways. Raises MalformedError."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict")
    except ValueError as error:
        raise MalformedError("The parameters can't be read.") from error
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise MalformedError("A parameter comes twice.")
        if len(value) > LONGEST_VALUE or "\x00" in value:
            raise MalformedError("A parameter is too long.")
        if value:  # one without a value is one left out (RFC 6749, 3.1)
            found[name] = value
    return found
