"""A real browser makes and uses a passkey of ours: what our own authenticator of the other tests might get wrong alike.

The page is an empty one at the web app's address, put there by the browser's driver; the device is Chromium's virtual
authenticator.
"""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from core.adapters.wiring import Platform
from tests.support.chromium import chromium
from tests.support.factors import ADD_PASSKEY, START_PASSKEY, complete, set_password, sign_in
from tests.support.people import Person

ORIGIN = "http://localhost:3000"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
CREATE = """async (options) => (await navigator.credentials.create({
  publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })).toJSON()"""
GET = """async (options) => (await navigator.credentials.get({
  publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })).toJSON()"""
START_ALONE = "mutation { startPasskeySignIn { challenge { token passkeyOptions } } }"
ALONE = """mutation($i: SignInWithPasskeyInput!) { signInWithPasskey(input: $i) {
  user { email } errors { code } } }"""


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A page of our site in a browser that has a passkey device."""
    path = chromium()
    if path is None:
        pytest.skip(
            "No Chromium here (apt-get install chromium, or set CHROMIUM): passkeys were not tried in a browser"
        )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        opened = await browser.new_page()
        await opened.route(f"{ORIGIN}/", lambda route: route.fulfill(content_type="text/html", body="<p>Solvent</p>"))
        await opened.goto(f"{ORIGIN}/")
        session = await opened.context.new_cdp_session(opened)
        await session.send("WebAuthn.enable")
        await session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield opened
        await browser.close()


async def test_a_browser_makes_a_passkey_and_signs_in_with_it_in_both_ways(
    platform: Platform, page: Page, person: Person, stranger: Person
) -> None:
    await set_password(platform, person)
    started = (await person.ask(START_PASSKEY))["startPasskey"]
    credential = await page.evaluate(CREATE, started["options"])
    given = {"challenge": started["challenge"], "name": "Chromium", "credential": credential}
    assert (await person.ask(ADD_PASSKEY, i=given))["addPasskey"]["errors"] == []

    asked = (await sign_in(stranger, person.email))["challenge"]
    answer = await page.evaluate(GET, asked["passkeyOptions"])
    assert (await complete(stranger, asked["token"], passkey=answer))["user"] == {"email": person.email}

    alone = (await stranger.ask(START_ALONE))["startPasskeySignIn"]["challenge"]
    answer = await page.evaluate(GET, alone["passkeyOptions"])
    done = await stranger.ask(ALONE, i={"challenge": alone["token"], "passkey": answer})
    assert done["signInWithPasskey"] == {"user": {"email": person.email}, "errors": []}
