"""Writing tax profiles down: to make one, to change what was told, to end it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction
from core.taxes.errors import InvalidTaxProfileError
from core.taxes.find_profile import tax_profile_of
from core.taxes.models import TaxProfileRow
from core.taxes.rules.country import CountryRules, VatStatus
from core.taxes.rules.facts import Facts
from core.taxes.rules.registry import regime_of, rules_of


@dataclass(frozen=True, slots=True)
class CreateTaxProfile:
    """A regime from a day on. `facts` and `tax_ids` as they are written, by name and by kind."""

    country: str
    regime: str
    starts_on: date
    ends_on: date | None
    region: str | None
    vat: VatStatus
    facts: Mapping[str, str]
    tax_ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UpdateTaxProfile:
    """What changes; None stays as it is. Facts and tax ids are replaced whole."""

    profile_id: UUID
    region: str | None = None
    vat: VatStatus | None = None
    facts: Mapping[str, str] | None = None
    tax_ids: Mapping[str, str] | None = None


def checked_profile(command: CreateTaxProfile) -> dict[str, str]:
    """Hold a profile against the rules of its country. Returns its tax numbers as they are to be kept.

    Raises UnknownCountryError, UnknownRegimeError, InvalidTaxFactError, InvalidTaxIdError, InvalidTaxProfileError.
    """
    rules = rules_of(command.country)
    Facts.parse(regime_of(rules, command.regime).facts, command.facts)
    if command.ends_on is not None and command.ends_on < command.starts_on:
        raise InvalidTaxProfileError("A profile ends after it begins.", field="endsOn")
    _region(rules, command.region)
    return _checked_ids(rules, command.tax_ids)


async def create_tax_profile(uow: UnitOfWork, command: CreateTaxProfile) -> TaxProfileRow:
    """Begin a profile.

    Raises UnknownCountryError, UnknownRegimeError, InvalidTaxFactError, InvalidTaxIdError, InvalidTaxProfileError.
    """
    rules = rules_of(command.country)
    tax_ids = checked_profile(command)
    row = TaxProfileRow(
        id=new_id(),
        user_id=uow.person,
        country=rules.code,
        regime=command.regime,
        region=command.region,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        vat=command.vat,
        facts=dict(command.facts),
        tax_ids=tax_ids,
    )
    uow.session.add(row)
    uow.record(KeyAction(uow.person, "tax_profile.created", "tax_profile", row.id, uow.person))
    try:
        await uow.session.flush()
    except IntegrityError as error:
        if "starts_on" not in str(error.orig):
            raise
        raise InvalidTaxProfileError("There is a profile of this regime from this day already.") from None
    return row


async def update_tax_profile(uow: UnitOfWork, command: UpdateTaxProfile) -> TaxProfileRow:
    """Change what was told. Raises NotFoundError, InvalidTaxFactError, InvalidTaxIdError, InvalidTaxProfileError."""
    row = await tax_profile_of(uow.session, uow.person, command.profile_id, for_update=True)
    rules = rules_of(row.country)
    if command.region is not None:
        row.region = _region(rules, command.region)
    row.vat = command.vat or row.vat
    if command.facts is not None:
        Facts.parse(regime_of(rules, row.regime).facts, command.facts)
        row.facts = dict(command.facts)
    if command.tax_ids is not None:
        row.tax_ids = _checked_ids(rules, command.tax_ids)
    uow.record(KeyAction(uow.person, "tax_profile.updated", "tax_profile", row.id, uow.person))
    await uow.session.flush()
    return row


async def end_tax_profile(uow: UnitOfWork, profile_id: UUID, ends_on: date) -> TaxProfileRow:
    """Say the last day under the regime. Raises NotFoundError, InvalidTaxProfileError."""
    row = await tax_profile_of(uow.session, uow.person, profile_id, for_update=True)
    if ends_on < row.starts_on:
        raise InvalidTaxProfileError("A profile ends after it begins.", field="endsOn")
    row.ends_on = ends_on
    uow.record(KeyAction(uow.person, "tax_profile.ended", "tax_profile", row.id, uow.person))
    await uow.session.flush()
    return row


def _region(rules: CountryRules, region: str | None) -> str | None:
    if region is not None and region not in rules.regions:
        raise InvalidTaxProfileError(f"{rules.name} has no region of this code here.", field="region")
    return region


def _checked_ids(rules: CountryRules, given: Mapping[str, str]) -> dict[str, str]:
    return {kind: rules.check_tax_id(kind, number) for kind, number in given.items()}
