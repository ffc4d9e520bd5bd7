"""Self-employment tax: Social Security up to the wage base, Medicare, and the additional Medicare tax."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.taxes.rules.estimate import Line, base, charge
from core.taxes.rules.figures import Figure
from core.taxes.rules.rounding import ZERO, to_cents
from core.taxes.rules.united_states.figures import FIGURES


@dataclass(frozen=True, slots=True)
class SelfEmployment:
    """The parts, and the figures they rest on."""

    net: Decimal
    earnings: Decimal
    social_security: Decimal
    medicare: Decimal
    additional: Decimal
    wages: Decimal
    figures: dict[str, Figure]

    @property
    def half(self) -> Decimal:
        """What is deducted from income: half of the tax, without the additional Medicare tax (I.R.C. § 164(f))."""
        return to_cents((self.social_security + self.medicare) / 2)

    def lines(self) -> Iterator[Line]:
        """The parts, opened."""
        of = self.figures
        yield base(
            "se_tax.earnings",
            "Net earnings from self-employment",
            self.earnings,
            [of["net_share"], of["smallest_earnings"]],
            net_profit=self.net,
        )
        yield charge(
            "se_tax.social_security",
            "Social Security part",
            self.social_security,
            [of["social_security_rate"], of["wage_base"]],
            earnings=self.earnings,
            wages=self.wages,
        )
        yield charge("se_tax.medicare", "Medicare part", self.medicare, [of["medicare_rate"]], earnings=self.earnings)
        yield charge("additional_medicare", "Additional Medicare tax", self.additional,
                     [of["additional_rate"], of["additional_threshold"]], earnings=self.earnings,
                     wages=self.wages)  # fmt: skip


def self_employment_tax(net: Decimal, wages: Decimal, status: str, day: date) -> SelfEmployment:
    """The tax on a net profit beside wages."""
    names = ("net_share", "smallest_earnings", "social_security_rate", "medicare_rate", "wage_base")
    of = {name: FIGURES.on(f"se_tax.{name}", day) for name in names}
    of["additional_rate"] = FIGURES.on("additional_medicare.rate", day)
    of["additional_threshold"] = FIGURES.on(f"additional_medicare.threshold_{status}", day)
    earnings = to_cents(net * of["net_share"].value)
    if earnings < of["smallest_earnings"].value:
        earnings = ZERO
    room = max(ZERO, of["wage_base"].value - wages)
    security = to_cents(min(earnings, room) * of["social_security_rate"].value)
    medicare = to_cents(earnings * of["medicare_rate"].value)
    # Wages use up the threshold first; what employers withhold on wages above it is not this tax (Form 8959, part II).
    over = max(ZERO, earnings - max(ZERO, of["additional_threshold"].value - wages))
    return SelfEmployment(net, earnings, security, medicare, to_cents(over * of["additional_rate"].value), wages, of)
