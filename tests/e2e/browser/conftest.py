from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from tests.e2e.conftest import RunningPlatform
from tests.support.chromium import chromium

STEP_TIMEOUT_MS = 60_000


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A fresh browser. A script error of the page or a policy violation fails the test at its end."""
    path = chromium()
    if path is None:
        pytest.skip("No Chromium here (apt-get install chromium, or set CHROMIUM): the web app was not tested")
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        opened = await browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
        opened.set_default_timeout(STEP_TIMEOUT_MS)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        yield opened
        await browser.close()
    assert complaints == []


@pytest.fixture(autouse=True)
def _web_app_is_built(platform: RunningPlatform) -> None:
    if not platform.has_web:
        pytest.skip("The web app is not built here (`make web` needs Node 20.9 or newer)")
