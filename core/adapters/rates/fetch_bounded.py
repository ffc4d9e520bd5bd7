"""A document of a central bank, which may be large, slow, or somebody's page about a failure."""

import asyncio
from typing import Final
from xml.etree.ElementTree import Element

import httpx
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from core.ports.rate_feed import RateFeedError, RatePublisher

TOTAL_SECONDS: Final = 60
"""The European Central Bank's whole history, 8 MB, comes in a few."""
MOST_READ: Final = 32 * 1024 * 1024
USER_AGENT: Final = "Solvent-Rates/1"


async def fetch_xml(publisher: RatePublisher, url: str, **query: str) -> Element:
    """The root of the XML document at an address of the settings. Raises RateFeedError."""
    try:
        async with asyncio.timeout(TOTAL_SECONDS):
            return fromstring(await _read(publisher, url, query), forbid_dtd=True)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
        raise RateFeedError(f"{publisher.value}: {url} does not answer ({type(error).__name__}).") from error
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise RateFeedError(f"{publisher.value}: {url} did not answer with XML of rates.") from error


async def _read(publisher: RatePublisher, url: str, query: dict[str, str]) -> bytes:
    parts, size = list[bytes](), 0
    async with (
        httpx.AsyncClient(timeout=TOTAL_SECONDS, headers={"user-agent": USER_AGENT}) as client,
        client.stream("GET", url, params=query or None) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise RateFeedError(f"{publisher.value}: {url} answered {answer.status_code}.")
        async for part in answer.aiter_bytes():
            size += len(part)
            if size > MOST_READ:
                raise RateFeedError(f"{publisher.value}: {url} answered with more than {MOST_READ} bytes.")
            parts.append(part)
    return b"".join(parts)
