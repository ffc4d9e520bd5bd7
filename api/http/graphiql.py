"""GraphiQL, served from our own machine, with operations that run as they stand for the demo person."""

import json
from pathlib import Path
from typing import Final

from core.adapters.wiring import secret_or_new
from core.ports.secrets import Secrets
from core.settings import Settings

KEY: Final = "graphiql/key"
EXAMPLES: Final = Path(__file__).parent / "examples"
IDS: Final = Path(__file__).with_name("graphiql_ids.graphql")
"""What the page asks once, to fill in the examples' variables: each alias is a variable's name."""
_PAGE: Final = Path(__file__).with_name("graphiql.html")


def graphiql_key(secrets: Secrets) -> str:
    """By this the page is known where only trusted documents run. Every process has the same."""
    return secret_or_new(secrets, KEY)


def graphiql_policy(nonce: str) -> str:
    """What the page may load: our own scripts and this one of its own. Its editor sets styles as it runs."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        "font-src 'self' data:; img-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )


def graphiql_page(settings: Settings, key: str, nonce: str) -> str:
    """The page. Demo credentials are in it only where there is a demo person, which is in development."""
    tabs = [{"query": path.read_text(encoding="utf-8")} for path in sorted(EXAMPLES.glob("*.graphql"))]
    demo = None
    if settings.demo_email and settings.demo_password:
        demo = {"email": settings.demo_email, "password": settings.demo_password.get_secret_value()}
    page = _PAGE.read_text(encoding="utf-8").replace("<script>", f'<script nonce="{nonce}">')
    ids = IDS.read_text(encoding="utf-8")
    for place, value in (("__TABS__", tabs), ("__DEMO__", demo), ("__IDS__", ids), ("__KEY__", key)):
        page = page.replace(place, _script_json(value))
    return page


def _script_json(value: object) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
