"""What is wrong with a request before its document is looked at: each failure with its HTTP status."""

from typing import ClassVar

from core.errors import DomainError


class RequestError(DomainError):
    """A request that is refused as a whole."""

    code = "BAD_REQUEST"
    status: ClassVar[int] = 400
    allow: ClassVar[str | None] = None
    """The methods that a 405 has to name."""


class UnsupportedMediaTypeError(RequestError):
    """The body is not JSON in UTF-8, or does not say that it is."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


class NotAcceptableError(RequestError):
    """The caller takes nothing that we could answer with."""

    code = "NOT_ACCEPTABLE"
    status = 406


class MethodNotAllowedError(RequestError):
    """Neither GET nor POST."""

    code = "METHOD_NOT_ALLOWED"
    status = 405
    allow = "GET, POST"


class CrossSiteError(RequestError):
    """A page that is none of ours made a browser send this with the person's cookie."""

    code = "CROSS_SITE_REFUSED"
    status = 403


class OnlyByPostError(RequestError):
    """A GET reads; what changes something or streams is asked for by POST."""

    code = "METHOD_NOT_ALLOWED"
    status = 405
    allow = "POST"
