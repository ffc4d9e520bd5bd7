"""Error answers in the bank's shapes."""

from fastapi import HTTPException


def refuse(status: int, detail: str) -> HTTPException:
    """An error whose detail is a plain sentence."""
    return HTTPException(status, detail=detail)


def bad_token() -> HTTPException:
    """A token that is wrong or too old."""
    return HTTPException(401, detail="Could not validate credentials", headers={"WWW-Authenticate": "Bearer"})


def refuse_by_rule(error: str, message: str, where: str | None = None) -> HTTPException:
    """A 403 with a machine-readable reason."""
    detail = {"error": error, "message": message}
    if where is not None:
        detail["consent_request_url"] = where
    return HTTPException(403, detail=detail)
