from datetime import datetime

import strawberry

from core.taxes.models import TaxCalendarRow


@strawberry.type(description="A private calendar of tax deadlines. Its address was told once, when it was made.")
class TaxCalendar:
    """The calendar, without its address."""

    lead_days: list[int] = strawberry.field(description="How many days before a deadline it reminds, most first.")
    created_at: datetime = strawberry.field(description="When the calendar was first made.")


def show_calendar(row: TaxCalendarRow) -> TaxCalendar:
    """The GraphQL type of a row."""
    return TaxCalendar(lead_days=[int(days) for days in row.lead_days], created_at=row.created_at)
