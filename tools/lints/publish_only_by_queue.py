"""No task is sent to Celery but by the queue's adapter.

The jobs table is the truth and Celery only carries ids. A `.delay()` in a use case is sent before the commit (a worker
then finds nothing), or for a transaction that never commits, and is lost with the broker. Enqueue a job instead: the
hook after the commit and the relay publish it through core/adapters/queue.
"""

import ast
from collections.abc import Iterator

from tools.lints.house import Finding, House

RULE = "publish-only-by-queue"
PACKAGES = ("api", "workers", "cli", "ml", "core", "sandbox")
MAY_PUBLISH = ("core/adapters/queue",)
SENDING = frozenset({"delay", "apply_async", "send_task"})


def check(house: House) -> Iterator[Finding]:
    """Calls of Celery's three ways to send a task."""
    for file in house.python(*PACKAGES):
        if file.is_in(*MAY_PUBLISH):
            continue
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SENDING:
                line = node.func.end_lineno or node.lineno
                message = f"`.{node.func.attr}()` outside core/adapters/queue: enqueue a job (core/jobs/enqueue.py)"
                yield Finding(file.path, line, RULE, message)
