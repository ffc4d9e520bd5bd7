"""A device in words, from what its browser says of itself."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """Names of products, the same in every language; None where nothing is known."""

    browser: str | None
    system: str | None
    model: str | None


@lru_cache(maxsize=1000)
def describe_device(user_agent: str) -> DeviceWords:
    """What a `User-Agent` header tells. Anybody can say anything there: it is for people to recognise, no proof."""
    from ua_parser import parse  # noqa: PLC0415 its patterns take a quarter of a second, which only this needs

    found = parse(user_agent)
    browser = found.user_agent.family if found.user_agent else None
    system = found.os.family if found.os else None
    version = found.os.major if found.os else None
    model = found.device.model if found.device else None
    if browser is None and user_agent:
        browser = user_agent.partition("/")[0][:40] or None  # a program of its own name, as `curl/8`
    return DeviceWords(browser, f"{system} {version}" if system and version else system, model)


def device_in_words(user_agent: str) -> str:
    """One line, as `Firefox, Windows 11`; empty when nothing is known."""
    words = describe_device(user_agent)
    system = f"{words.model} ({words.system})" if words.model and words.system else words.system or words.model
    return ", ".join(part for part in (words.browser, system) if part)
