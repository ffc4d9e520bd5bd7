import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.taxes.tax_calendar import TaxCalendar, show_calendar
from api.http.feeds import address_of_calendar
from core.taxes.keep_calendar import make_tax_calendar, revoke_tax_calendar
from core.taxes.keep_reminders import set_tax_reminders


@strawberry.input(description="A calendar of tax deadlines.")
class MakeTaxCalendarInput:
    """Input of `makeTaxCalendar`."""

    lead_days: list[int] = strawberry.field(
        default_factory=lambda: [14, 3],
        description="How many days before each deadline to be reminded: at most five of 0 to 90; none for none.",
    )


@strawberry.type(description="The calendar, with its address.")
class MakeTaxCalendarPayload(Payload):
    """Answer of `makeTaxCalendar`."""

    tax_calendar: TaxCalendar | None = strawberry.field(default=None, description="The calendar.")
    url: str | None = strawberry.field(
        default=None, description="The address to subscribe to. It is told now and never again, and opens the calendar."
    )


@strawberry.type(description="The calendar has no address any more.")
class RevokeTaxCalendarPayload(Payload):
    """Answer of `revokeTaxCalendar`."""


async def _make(info: strawberry.Info[Context], input: MakeTaxCalendarInput) -> MakeTaxCalendarPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        made = await make_tax_calendar(uow, input.lead_days)
        calendar = show_calendar(made.row)
    url = address_of_calendar(info.context.platform.settings.public_url, made.token)
    return MakeTaxCalendarPayload(tax_calendar=calendar, url=url)


async def _revoke(info: strawberry.Info[Context]) -> RevokeTaxCalendarPayload:
    async with info.context.uow() as uow:
        await revoke_tax_calendar(uow)
    return RevokeTaxCalendarPayload()


@strawberry.input(description="When to be reminded by mail.")
class SetTaxRemindersInput:
    """Input of `setTaxReminders`."""

    lead_days: list[int] = strawberry.field(
        description="How many days before each deadline: at most five of 0 to 90; none for never."
    )


@strawberry.type(description="When the person is reminded from now on.")
class SetTaxRemindersPayload(Payload):
    """Answer of `setTaxReminders`."""

    lead_days: list[int] | None = strawberry.field(default=None, description="How many days before, most first.")


async def _remind(info: strawberry.Info[Context], input: SetTaxRemindersInput) -> SetTaxRemindersPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        return SetTaxRemindersPayload(lead_days=list(await set_tax_reminders(uow, input.lead_days)))


@strawberry.type
class TaxCalendarMutation:
    """Keeping the calendar of deadlines, and when to be reminded of them."""

    set_tax_reminders: SetTaxRemindersPayload = mutation(
        Permission.TAXES_WRITE, SetTaxRemindersPayload, "Choose how many days before a deadline to be reminded by mail."
    )(_remind)

    make_tax_calendar: MakeTaxCalendarPayload = mutation(
        Permission.TAXES_WRITE,
        MakeTaxCalendarPayload,
        "Give the calendar of deadlines a new address; the old one opens nothing any more.",
    )(_make)
    revoke_tax_calendar: RevokeTaxCalendarPayload = mutation(
        Permission.TAXES_WRITE, RevokeTaxCalendarPayload, "Have the calendar's address open nothing any more."
    )(_revoke)
