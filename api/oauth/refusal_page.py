"""What a person sees when an app sent them here wrongly. They are sent nowhere: the address can't be trusted."""

import base64
import hashlib
import html
from typing import Final

from fastapi.responses import HTMLResponse

WORDS: Final = {
    "en": ("This link from an app does not work", "Go back to the app and begin again. Nothing was shared with it."),
    "ru": (
        "Эта ссылка из приложения не работает",
        "Вернитесь в приложение и начните снова. Ему ничего не передано.",
    ),
}
STYLE: Final = "body{font:1.1rem/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}"
_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def refusal_page(accept_language: str, reason: str) -> HTMLResponse:
    """The page, in the browser's first language of ours; the reason is for the app's developer."""
    locale = "ru" if accept_language.lower().lstrip().startswith("ru") else "en"
    title, text = WORDS[locale]
    page = (
        f'<!doctype html><html lang="{locale}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{STYLE}</style>'
        f"<main><h1>{title}</h1><p>{text}</p><p><small>{html.escape(reason)}</small></p></main></html>"
    )
    headers = {"cache-control": "no-store", "content-security-policy": POLICY}
    return HTMLResponse(page, status_code=400, headers=headers)
