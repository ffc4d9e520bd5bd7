from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from api.graphql.accounts.category import Category, load_category
from api.graphql.context import Context
from api.graphql.scalars import Money
from api.graphql.taxes.tax_money import tax_money
from core.taxes.count_costs import Deduction
from core.taxes.estimate_tax import LimitAhead, TaxOutlook
from core.taxes.estimate_tax import TaxRange as RangeOfTax
from core.taxes.rules.estimate import Line, LineKind, Note
from core.taxes.rules.figures import Figure


@strawberry.type(description="A rate, limit or threshold of the law.")
class TaxFigure:
    """A figure with its source."""

    key: str = strawberry.field(description="Its name in the rules, as `npd.annual_limit`.")
    value: Decimal | None = strawberry.field(description="The number; null for a table of bands.")
    valid_from: date = strawberry.field(description="First day it holds.")
    valid_to: date = strawberry.field(description="Last day it is known to hold.")
    source: str = strawberry.field(description="The article of law, or the official page, that it is taken from.")


@strawberry.type(description="Something that a line was computed from.")
class TaxInput:
    """An input."""

    name: str = strawberry.field(description="What it is.")
    value: Decimal = strawberry.field(description="A number: an amount in the estimate's currency, or a rate.")


@strawberry.type(description="A step of an estimate, opened: the rule, what went in, and where the rule is written.")
class TaxLine:
    """A line."""

    rule: str = strawberry.field(description="Name of the rule, stable.")
    label: str = strawberry.field(description="The rule in words.")
    kind: LineKind = strawberry.field(description="What it does to the total.")
    amount: Money = strawberry.field(description="The amount; negative for a credit.")
    inputs: list[TaxInput] = strawberry.field(description="What it was computed from.")
    figures: list[TaxFigure] = strawberry.field(description="The figures of the law that it rests on.")


@strawberry.type(description="A part of the year's tax, and the day it is due.")
class TaxInstalment:
    """An instalment."""

    key: str = strawberry.field(description="Key of its deadline.")
    label: str = strawberry.field(description="What it is.")
    amount: Money = strawberry.field(description="The amount; negative where too much was paid before.")
    due_on: date = strawberry.field(description="The last day to pay it.")


@strawberry.type(description="A limit of the law, and how much of it is used.")
class TaxLimit:
    """A limit."""

    label: str = strawberry.field(description="What is limited.")
    figure: TaxFigure = strawberry.field(description="The limit.")
    used: Money = strawberry.field(description="How much is used.")
    is_exceeded: bool = strawberry.field(description="Whether more is used than the limit.")
    crossed_on: date | None = strawberry.field(
        description="The day it was crossed, or is likely to be; null if it is not likely to be in the year."
    )
    crossing_chance: float | None = strawberry.field(
        description="How likely it is crossed by the end of the year, 0 to 1; null while too little is known to say."
    )


@strawberry.type(description="What the words of a note hold, so that they can be said in another language.")
class TaxNoteValue:
    """A value of a note."""

    name: str = strawberry.field(description="What it is: `account`, `day` or `count`.")
    value: str = strawberry.field(description="A name, a day as ISO 8601 has it, or a whole number.")


@strawberry.type(description="Something an estimate leaves out or rests on, or what is missing in the books.")
class TaxNote:
    """A note."""

    key: str = strawberry.field(description="Stable and machine-readable.")
    text: str = strawberry.field(description="For people, in English.")
    values: list[TaxNoteValue] = strawberry.field(description="The names, days and numbers that the text holds.")


async def _category(root: strawberry.Parent["TaxDeduction"], info: strawberry.Info[Context]) -> Category | None:
    return await load_category(info, root.category_id)


@strawberry.type(description="The costs of a category in the year, and what of them lowers the profit.")
class TaxDeduction:
    """A deduction."""

    category_id: strawberry.Private[UUID]
    category: Category | None = strawberry.field(resolver=_category, description="The category; null once it is gone.")
    spent: Money = strawberry.field(description="What was spent, less what came back.")
    share: Decimal = strawberry.field(description="How much of it is of the business, 0 to 1: `setBusinessShare`.")
    limit: TaxFigure | None = strawberry.field(
        description="How much of that the law lets be deducted, 0 to 1; null where it sets no limit."
    )
    counted: Money = strawberry.field(description="What is deducted.")


@strawberry.type(description="Where the tax of the year is in eight of ten futures drawn from the past.")
class TaxRange:
    """A range."""

    low: Money = strawberry.field(description="One of ten futures is below it.")
    high: Money = strawberry.field(description="One of ten futures is above it.")


@strawberry.type(description="The tax of a year on the person's categorised books. An estimate, and no declaration.")
class TaxEstimate:
    """An estimate."""

    year: str = strawberry.field(description="The tax year as people name it, as `2026` or `2026-27`.")
    start: date = strawberry.field(description="Its first day.")
    end: date = strawberry.field(description="Its last day.")
    as_of: date = strawberry.field(description="The last day that is counted.")
    so_far: Money = strawberry.field(description="The tax if nothing more is earned or spent.")
    expected: Money = strawberry.field(
        description="The tax of the whole year: as likely more as less; at the pace so far while `range` is null."
    )
    range: TaxRange | None = strawberry.field(
        description="How sure `expected` is; null while fewer than twelve weeks are known, and when the year is over."
    )
    paid: Money = strawberry.field(description="Taxes and contributions paid in the year, by their categories.")
    set_aside: Money = strawberry.field(description="What to have ready now: `soFar` less `paid`, never below zero.")
    lines: list[TaxLine] = strawberry.field(description="How `soFar` was computed.")
    instalments: list[TaxInstalment] = strawberry.field(description="When `soFar` is due: they sum to it.")
    limits: list[TaxLimit] = strawberry.field(description="Limits of the regime.")
    notes: list[TaxNote] = strawberry.field(description="What is left out, or supposed.")
    is_on_profit: bool = strawberry.field(description="Whether the regime taxes profit: else no cost lowers the tax.")
    deductions: list[TaxDeduction] = strawberry.field(
        description="Costs by category, the largest first. A regime that knows no expenses takes none of them off."
    )
    gaps: list[TaxNote] = strawberry.field(description="What the books do not tell: empty if nothing is missing.")


def show_estimate(outlook: TaxOutlook) -> TaxEstimate:
    """The GraphQL type of an outlook."""
    of, currency = outlook.so_far, outlook.so_far.currency
    return TaxEstimate(
        year=outlook.year.label,
        start=of.start,
        end=of.end,
        as_of=outlook.as_of,
        so_far=tax_money(of.total, currency),
        expected=tax_money(outlook.expected, currency),
        range=_range(outlook.range, currency),
        paid=tax_money(outlook.paid, currency),
        set_aside=tax_money(outlook.set_aside, currency),
        lines=[_line(line, currency) for line in of.lines],
        instalments=[
            TaxInstalment(key=one.key, label=one.label, amount=tax_money(one.amount, currency), due_on=one.due_on)
            for one in of.instalments
        ],
        limits=[_limit(one, currency) for one in outlook.limits],
        notes=_notes(of.notes),
        is_on_profit=outlook.is_on_profit,
        deductions=[_deduction(one, currency) for one in outlook.deductions],
        gaps=_notes(outlook.gaps),
    )


def _deduction(found: Deduction, currency: str) -> TaxDeduction:
    return TaxDeduction(
        category_id=found.category_id,
        spent=tax_money(found.spent, currency),
        share=found.share,
        limit=None if found.limit is None else _figure(found.limit),
        counted=tax_money(found.counted, currency),
    )


def _range(found: RangeOfTax | None, currency: str) -> TaxRange | None:
    return None if found is None else TaxRange(low=tax_money(found.low, currency), high=tax_money(found.high, currency))


def _line(line: Line, currency: str) -> TaxLine:
    return TaxLine(
        rule=line.rule,
        label=line.label,
        kind=line.kind,
        amount=tax_money(line.amount, currency),
        inputs=[TaxInput(name=one.name, value=one.value) for one in line.inputs],
        figures=[_figure(one) for one in line.figures],
    )


def _figure(figure: Figure) -> TaxFigure:
    value = None if figure.rows else figure.value
    return TaxFigure(
        key=figure.key, value=value, valid_from=figure.valid_from, valid_to=figure.valid_to, source=figure.source
    )


def _limit(ahead: LimitAhead, currency: str) -> TaxLimit:
    limit = ahead.limit
    return TaxLimit(
        label=limit.label,
        figure=_figure(limit.figure),
        used=tax_money(limit.used, currency),
        is_exceeded=limit.exceeded,
        crossed_on=ahead.crossed_on,
        crossing_chance=ahead.chance,
    )


def _notes(notes: tuple[Note, ...]) -> list[TaxNote]:
    return [
        TaxNote(
            key=note.key,
            text=note.text,
            values=[TaxNoteValue(name=name, value=value) for name, value in note.values.items()],
        )
        for note in notes
    ]
