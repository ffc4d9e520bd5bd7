"""Development only: the mails that the mailbox folder holds, newest first."""

import email
import html
from email import policy
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.http.health import platform_of

router = APIRouter()
SHOWN: Final = 20


@router.get("/dev/mailbox")
def mailbox(request: Request) -> HTMLResponse:
    """The last mails as plain text."""
    folder = platform_of(request).settings.data_folder / "mailbox"
    newest = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)[:SHOWN]
    articles = "".join(_article(path) for path in newest) or "<p>No mail yet.</p>"
    return HTMLResponse(f"<!doctype html><meta charset=utf-8><title>Mailbox</title><h1>Mailbox</h1>{articles}")


def _article(path: Path) -> str:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    text = html.escape(body.get_content() if body else "")
    return f"<h2>{html.escape(str(message['subject']))}</h2><p>{html.escape(str(message['to']))}</p><pre>{text}</pre>"
