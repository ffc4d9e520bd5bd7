"""The main job over HTTP, as a new person's program does it, on a platform that serves."""

import asyncio
import email
import json
import re
from collections.abc import AsyncIterator
from email import policy
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import websockets
from websockets.typing import Subprotocol

from tests.support.files import send_file
from tests.support.people import Person

PASSWORD: Final = "harbour lights at 5 am"
WORK_WITHIN_SECONDS: Final = 120
REGISTER: Final = "mutation($i: RegisterUserInput!) { registerUser(input: $i) { email errors { code } } }"
VERIFY: Final = "mutation($i: VerifyEmailInput!) { verifyEmail(input: $i) { user { status } errors { code } } }"
SIGN_IN: Final = """mutation($i: SignInInput!) { signIn(input: $i) {
  session { accessToken } errors { code } } }"""
JOB: Final = "query($id: ID!) { node(id: $id) { ... on Job { state progress errorMessage } } }"
PROGRESS: Final = "subscription($id: ID!) { jobProgress(jobId: $id) { state progress } }"
PROTOCOL: Final = Subprotocol("graphql-transport-ws")
OVER: Final = {"DONE", "DEAD", "CANCELLED"}


async def new_person(client: httpx.AsyncClient, mailbox: Path) -> Person:
    """Register, confirm by the mailed link, sign in."""
    address = f"{uuid4().hex[:12]}@example.com"
    stranger = Person(client, None)
    registered = await stranger.ask(REGISTER, i={"email": address, "password": PASSWORD, "displayName": "Vera"})
    assert registered["registerUser"]["errors"] == []
    token = await mailed_token(mailbox, address)
    assert (await stranger.ask(VERIFY, i={"token": token}))["verifyEmail"]["user"] == {"status": "ACTIVE"}
    signed_in = (await stranger.ask(SIGN_IN, i={"email": address, "password": PASSWORD}))["signIn"]
    return Person(client, signed_in["session"]["accessToken"], email=address)


async def mailed_token(mailbox: Path, address: str) -> str:
    for _ in range(WORK_WITHIN_SECONDS * 5):
        token = await asyncio.to_thread(_token_in, mailbox, address)
        if token is not None:
            return token
        await asyncio.sleep(0.2)
    raise AssertionError(f"no mail for {address}")


def _token_in(mailbox: Path, address: str) -> str | None:
    for path in mailbox.glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        found = re.search(r"token=(\S+)", body.get_content()) if body and message["to"] == address else None
        if found:
            return found[1]
    return None


async def watch(person: Person, job_id: str) -> list[dict[str, Any]]:
    """Every state of a job that the subscription shows, from the first to the last."""
    url = str(person.client.base_url).replace("http", "ws", 1).rstrip("/") + "/graphql"
    seen: list[dict[str, Any]] = []
    async with (
        asyncio.timeout(WORK_WITHIN_SECONDS),
        websockets.connect(url, subprotocols=[PROTOCOL]) as socket,
    ):
        payload = {"authorization": f"Bearer {person.token}"}
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        subscribe = {"query": PROGRESS, "variables": {"id": job_id}}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": subscribe}))
        async for message in messages(socket):
            if message["type"] == "next":
                seen.append(message["payload"]["data"]["jobProgress"])
            elif message["type"] != "ping":
                assert message["type"] == "complete", message
                return seen
    return seen


async def messages(socket: Any) -> AsyncIterator[dict[str, Any]]:
    async for text in socket:
        yield json.loads(text)


async def until_done(person: Person, job_id: str) -> None:
    """Wait for a job by asking for it."""
    async with asyncio.timeout(WORK_WITHIN_SECONDS):
        while True:
            job = (await person.ask(JOB, id=job_id))["node"]
            if job["state"] in OVER:
                assert job["state"] == "DONE", job
                return
            await asyncio.sleep(0.2)


async def until_quiet(person: Person) -> None:
    """Wait until no job of the person's is on its way."""
    async with asyncio.timeout(WORK_WITHIN_SECONDS):
        while True:
            jobs = await person.ask("{ jobs(first: 50, states: [QUEUED, RUNNING]) { edges { node { id } } } }")
            if not jobs["jobs"]["edges"]:
                return
            await asyncio.sleep(0.3)


async def import_file(person: Person, name: str, content: bytes) -> dict[str, Any]:
    """Send a statement, watch its job, return what the import counted."""
    payload = await send_file(person, "STATEMENT", name, content)
    seen = await watch(person, payload["job"]["id"])
    assert seen[-1] == {"state": "DONE", "progress": 100}
    query = "query($id: ID!) { node(id: $id) { ... on StatementImport { status format linesNew linesDuplicate } } }"
    shown: dict[str, Any] = (await person.ask(query, id=payload["statementImport"]["id"]))["node"]
    return shown
