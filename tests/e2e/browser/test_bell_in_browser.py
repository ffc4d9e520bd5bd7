"""The bell shows what happened elsewhere at once: long before it would ask by itself."""

from typing import Protocol

import pytest
from playwright.async_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
AT_ONCE_MS = 20_000
"""A third of the pause between two looks of a bell that nobody tells."""
READ_ELSEWHERE = """async () => {
  const query = "mutation { markNotificationsRead(input: {}) { unread errors { code } } }";
  const headers = { "content-type": "application/json", "x-solvent-browser": "1" };
  const answer = await fetch("/api/graphql", { method: "POST", headers, body: JSON.stringify({ query }) });
  return (await answer.json()).data.markNotificationsRead;
}"""


class RunningPlatform(Protocol):
    """What the `platform` fixture of the folder above gives."""

    web_url: str


async def test_what_was_read_elsewhere_is_not_shown_as_unread(page: Page, platform: RunningPlatform) -> None:
    await page.goto(platform.web_url)
    async with page.expect_websocket() as opened:
        await page.get_by_role("button", name="Open the demo").click()
        await page.wait_for_url("**/dashboard")
    await expect(page.get_by_test_id("unread")).to_be_visible(timeout=60_000)
    socket = await opened.value
    assert not socket.is_closed()
    assert await page.evaluate(READ_ELSEWHERE) == {"unread": 0, "errors": []}
    await expect(page.get_by_test_id("unread")).to_have_count(0, timeout=AT_ONCE_MS)
