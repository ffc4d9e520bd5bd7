"""What an archive's record must be beyond what its columns can hold: as the commands that write such rows demand it.

Rules and jobs rely on that: a time zone that does not exist would fail whoever sends what waits.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from core.errors import DomainError
from core.notifications.keep_wishes import Times, checked_times
from core.privacy.errors import ArchiveInvalidError
from core.taxes.keep_profile import CreateTaxProfile, checked_profile
from core.taxes.lead_days import checked_lead_days


def check_restored(table: str, values: Mapping[str, Any]) -> None:
    """Hold a record against the rules of its table, where it has any. Raises ArchiveInvalidError."""
    check = _CHECKS.get(table)
    if check is None:
        return
    try:
        is_sound = check(values)
    except DomainError as error:
        raise ArchiveInvalidError(f"A record of {table} is none that could be made: {error.message}") from error
    if not is_sound:
        raise ArchiveInvalidError(f"A record of {table} is none that could be made.")


def _is_profile(values: Mapping[str, Any]) -> bool:
    if not (_is_texts(values["facts"]) and _is_texts(values["tax_ids"])):
        return False
    told = CreateTaxProfile(
        country=values["country"],
        regime=values["regime"],
        starts_on=values["starts_on"],
        ends_on=values["ends_on"],
        region=values["region"],
        vat=values["vat"],
        facts=values["facts"],
        tax_ids=values["tax_ids"],
    )
    return checked_profile(told) == dict(values["tax_ids"])


def _are_reminders(values: Mapping[str, Any]) -> bool:
    days = values["lead_days"]
    return isinstance(days, list) and all(type(day) is int for day in days) and checked_lead_days(days) == days


def _are_settings(values: Mapping[str, Any]) -> bool:
    quiet = (values["quiet_from"], values["quiet_until"])
    told = Times(
        time_zone=values["time_zone"],
        quiet=None if None in quiet else quiet,
        digest=values["digest"],
        digest_hour=values["digest_hour"],
        digest_weekday=values["digest_weekday"],
        shows_details=values["shows_details"],
    )
    return all(values[name] == value for name, value in checked_times(told).items())


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = MappingProxyType(
    {"tax_profiles": _is_profile, "tax_reminders": _are_reminders, "notification_settings": _are_settings}
)
