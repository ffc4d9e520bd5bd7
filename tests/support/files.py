"""Sending files as a person does: ask for an address, PUT the bytes, confirm."""

from typing import Any

from tests.support.people import Person

CREATE = """mutation($i: CreateUploadInput!) { createUpload(input: $i) {
  upload { id url method headers { name value } } errors { code field } } }"""
COMPLETE = """mutation($i: CompleteUploadInput!) { completeUpload(input: $i) {
  job { id name } document { id status } statementImport { id status } errors { code message field } } }"""


async def announce(person: Person, purpose: str, filename: str, size: int, **more: Any) -> dict[str, Any]:
    given = {"purpose": purpose, "filename": filename, "contentType": "application/octet-stream", "size": size, **more}
    payload: dict[str, Any] = (await person.ask(CREATE, i=given))["createUpload"]
    return payload


async def put(person: Person, upload: dict[str, Any], content: bytes) -> int:
    """The status of the PUT."""
    headers = {header["name"]: header["value"] for header in upload["headers"]}
    answer = await person.client.request(upload["method"], upload["url"], content=content, headers=headers)
    return answer.status_code


async def complete(person: Person, upload_id: str) -> dict[str, Any]:
    payload: dict[str, Any] = (await person.ask(COMPLETE, i={"uploadId": upload_id}))["completeUpload"]
    return payload


async def send_file(person: Person, purpose: str, filename: str, content: bytes, **more: Any) -> dict[str, Any]:
    """All three steps of a file that must be taken; the payload of the last."""
    announced = await announce(person, purpose, filename, len(content), **more)
    assert announced["errors"] == []
    assert await put(person, announced["upload"], content) == 200
    payload = await complete(person, announced["upload"]["id"])
    assert payload["errors"] == []
    return payload
