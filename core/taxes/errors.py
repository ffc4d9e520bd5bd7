"""What can be refused about taxes."""

from datetime import date

from core.errors import DomainError


class UnknownFigureError(DomainError):
    """A rate, limit or rule that is not known for a day: nothing is computed in its place."""

    code = "UNKNOWN_TAX_FIGURE"

    def __init__(self, figure: str, day: date) -> None:
        values = {"figure": figure, "day": day.isoformat()}
        super().__init__(f"The figure {figure} is not known for {day.isoformat()}.", field="year", values=values)
        self.figure = figure
        self.day = day


class UnknownCountryError(DomainError):
    """A country without rules here."""

    code = "UNKNOWN_TAX_COUNTRY"


class UnknownRegimeError(DomainError):
    """A regime that the country's rules do not have."""

    code = "UNKNOWN_TAX_REGIME"


class InvalidTaxIdError(DomainError):
    """A tax number that can't be one: its length, alphabet or check digit is wrong."""

    code = "INVALID_TAX_ID"


class InvalidTaxFactError(DomainError):
    """Something told about a person's case that the regime does not ask for, or that can't be."""

    code = "INVALID_TAX_FACT"


class InvalidTaxProfileError(DomainError):
    """A profile that ends before it begins, of a region that the country does not have, or that is there already."""

    code = "INVALID_TAX_PROFILE"


class MissingRateError(DomainError):
    """A movement in another currency on a day without a rate: nothing is computed around it."""

    code = "NO_EXCHANGE_RATE"


class InvalidShareError(DomainError):
    """A share of the business that can't be, or of a category that has no costs."""

    code = "INVALID_BUSINESS_SHARE"


class InvalidLeadTimesError(DomainError):
    """Too many lead times of reminders, or one that is out of range."""

    code = "INVALID_LEAD_TIMES"
