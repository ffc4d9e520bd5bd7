"""The address that a mail's "unsubscribe" leads to. The token is all it takes, and it can do nothing else."""

import html
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.http.health import platform_of
from core.adapters.wiring import unsubscribe_key
from core.errors import NotFoundError
from core.notifications.notice_words import is_russian, title_of
from core.notifications.unsubscribe import Unwanted, read_unsubscribe_token, unsubscribe

router = APIRouter(prefix="/unsubscribe")
NOT_FOUND: Final = 404
_HEADERS: Final = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
}
_PAGE: Final = """<!doctype html><html lang="{language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Solvent</title><h1>{title}</h1><p>{text}</p>{form}</html>"""
_FORM: Final = '<form method="post"><button>{button}</button></form>'


@router.get("/{token}", include_in_schema=False)
async def ask(request: Request, token: str) -> Response:
    """A page with a button. Looking changes nothing: programs that check mail open every link in it."""
    try:
        unwanted = await _read(request, token)
    except NotFoundError:
        return Response(status_code=NOT_FOUND, headers=_HEADERS)
    # Who reads the mail may not be signed in, and the browser tells their language.
    locale = request.headers.get("accept-language", "en")
    title, text, button = _words(unwanted, locale)
    return _page(locale, title, text, _FORM.format(button=html.escape(button)))


@router.post("/{token}", include_in_schema=False)
async def one_click(request: Request, token: str) -> Response:
    """Switch such mails off: what mail programs send themselves (RFC 8058), and the page's button."""
    try:
        unwanted = await _read(request, token)
    except NotFoundError:
        return Response(status_code=NOT_FOUND, headers=_HEADERS)
    async with platform_of(request).database.unit_of_work(unwanted.user_id) as uow:
        await unsubscribe(uow, unwanted.kind)
    locale = request.headers.get("accept-language", "en")
    done = "Таких писем больше не будет." if is_russian(locale) else "You will get no more of these mails."
    return _page(locale, "Solvent", done, "")


async def _read(request: Request, token: str) -> Unwanted:
    return read_unsubscribe_token(await unsubscribe_key(platform_of(request).secrets), token)


def _words(unwanted: Unwanted, locale: str) -> tuple[str, str, str]:
    if is_russian(locale):
        what = title_of(unwanted.kind, locale) if unwanted.kind else "все письма с новостями"
        return "Больше не присылать?", f"Письма: {what}. Письма о безопасности приходят всегда.", "Не присылать"
    what = title_of(unwanted.kind, locale) if unwanted.kind else "all mails of news"
    return "Get no more of these mails?", f"Mails: {what}. Mails about security always come.", "Unsubscribe"


def _page(locale: str, title: str, text: str, form: str) -> HTMLResponse:
    language = "ru" if is_russian(locale) else "en"
    page = _PAGE.format(language=language, title=html.escape(title), text=html.escape(text), form=form)
    return HTMLResponse(page, headers=_HEADERS)
