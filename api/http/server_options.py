"""How uvicorn serves the API: what `python -m api` and the tests have in common."""

from typing import Any, Final

from api.http.idle_socket import IdleSocketProtocol
from api.http.one_write import JoiningProtocol

SERVER_OPTIONS: Final[dict[str, Any]] = {
    "http": JoiningProtocol,
    "ws": IdleSocketProtocol,
    "log_config": None,
    "access_log": False,
    "server_header": False,
    "ws_max_size": 256 * 1024,
    "ws_per_message_deflate": False,  # 40 KB a socket, for messages of a few hundred bytes
}
