"""The page where a person lets an application read their accounts or pay."""

from html import escape
from typing import Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sandbox.approval_desk import ApprovalDesk, Question
from sandbox.bank import Bank
from sandbox.routes.auth import is_persons_password

_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_MOST_BYTES: Final = 10_000
_COLOURS: Final = {"vbank": "#1d4ed8", "abank": "#b91c1c", "sbank": "#047857"}
_STYLE: Final = """
:root{color-scheme:light dark;--line:#d4d4d8;--card:#fff;--page:#f4f4f5;--text:#18181b;--soft:#52525b}
@media(prefers-color-scheme:dark){:root{--line:#3f3f46;--card:#18181b;--page:#09090b;--text:#fafafa;--soft:#a1a1aa}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:30rem;margin:8vh auto;padding:1.5rem;background:var(--card);border:1px solid var(--line);
border-top:.4rem solid var(--bank);border-radius:.75rem}h1{margin:0 0 1rem;font-size:1.15rem}
ul{margin:.5rem 0;padding-left:1.2rem}.soft{color:var(--soft)}label{display:block;margin:.9rem 0;font-weight:600}
input{display:block;width:100%;margin-top:.25rem;padding:.55rem .7rem;font:inherit;color:inherit;background:none;
border:1px solid var(--line);border-radius:.5rem}.row{display:flex;gap:.75rem;margin-top:1.25rem}
button{flex:1;padding:.65rem 1rem;font:inherit;font-weight:600;border:1px solid var(--bank);border-radius:.5rem;
cursor:pointer;background:none;color:inherit}button[value=approve]{background:var(--bank);color:#fff}
:focus-visible{outline:3px solid var(--bank);outline-offset:2px}
"""


def approval_routes(bank: Bank, desk: ApprovalDesk) -> APIRouter:
    """The page and its form."""
    routes = APIRouter(prefix="/approve", include_in_schema=False)

    @routes.get("/{request_id}")
    async def ask(request_id: str) -> HTMLResponse:
        """Who asks for what, with a form to decide."""
        question = desk.question(request_id)
        if question is None:
            return _page(bank, "<p>There is no such request.</p>", 404)
        if question.decided is not None:
            return _page(bank, f"<p>This request is decided: {escape(question.decided)}.</p>")
        return _page(bank, _form(question))

    @routes.post("/{request_id}")
    async def decide_here(request_id: str, request: Request) -> HTMLResponse:
        """Check who decides, then approve or reject."""
        body = await request.body()
        if len(body) > _MOST_BYTES:
            return _page(bank, "<p>The form is too long.</p>", 413)
        fields = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        person_id = fields.get("person_id", "")
        if person_id not in bank.people or not is_persons_password(bank, fields.get("password", "")):
            return _page(bank, "<p>The person or the password is wrong. Go back and try again.</p>", 401)
        action = fields.get("action", "")
        if action not in ("approve", "reject"):
            return _page(bank, "<p>Choose to approve or to reject.</p>", 422)
        if not desk.decide(person_id, request_id, approve=action == "approve"):
            return _page(bank, "<p>Nothing of that id waits for you.</p>", 404)
        done = "approved" if action == "approve" else "rejected"
        return _page(bank, f"<p>You have {done} the request. You can go back to the application.</p>")

    return routes


def _form(question: Question) -> str:
    details = "".join(f"<li>{escape(detail)}</li>" for detail in question.details)
    reason = f'<p class="soft">Reason: {escape(question.reason)}</p>' if question.reason else ""
    until = f'<p class="soft">Until {question.until:%d.%m.%Y}.</p>' if question.until else ""
    return (
        f"<p><b>{escape(question.who)}</b> {escape(question.what)}:</p><ul>{details}</ul>{reason}{until}"
        '<form method="post">'
        f'<label>Person <input name="person_id" value="{escape(question.person_id or "")}" required '
        'autocomplete="username"></label>'
        '<label>Password <input name="password" type="password" required autocomplete="current-password"></label>'
        '<div class="row"><button name="action" value="approve">Approve</button>'
        '<button name="action" value="reject">Reject</button></div></form>'
    )


def _page(bank: Bank, content: str, status: int = 200) -> HTMLResponse:
    title, colour = escape(bank.config.name), _COLOURS[bank.config.code]
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>:root{{--bank:{colour}}}{_STYLE}</style></head>"
        f'<body><main><h1>{title}</h1>{content}<p class="soft">A sandbox: no money here is real.</p></main></body>'
        "</html>"
    )
    return HTMLResponse(html, status_code=status, headers=_HEADERS)
