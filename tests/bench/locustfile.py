"""A mixed load for locust: what a front end asks for, in the shares in which people do it.

`SOLVENT_LOAD` names a JSON file: {"headers": {…}, "operations": [{"name", "share", "bodies": […]}, …]}.
"""

import json
import os
import random
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant_throughput, task

PER_USER = 10
"""Requests a second."""
LOAD: dict[str, Any] = json.loads(Path(os.environ["SOLVENT_LOAD"]).read_text())
OPERATIONS: list[dict[str, Any]] = LOAD["operations"]
SHARES = [operation["share"] for operation in OPERATIONS]


class Person(FastHttpUser):
    """One connection."""

    wait_time = constant_throughput(PER_USER)
    network_timeout = 10.0
    connection_timeout = 10.0

    @task
    def ask(self) -> None:
        """One operation, drawn by its share. An answer with errors in it has failed."""
        operation = random.choices(OPERATIONS, SHARES)[0]  # noqa: S311 a load needs no secrets
        body = random.choice(operation["bodies"])  # noqa: S311 as above
        with self.client.post(
            "/graphql", json=body, headers=LOAD["headers"], name=operation["name"], catch_response=True
        ) as answer:
            if answer.status_code != 200 or b'"errors":[{' in answer.content:
                answer.failure(answer.text[:200])
