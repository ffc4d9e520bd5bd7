from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.adapters.statements.delimited.amount_cells import AmountEvidence, compile_amounts
from core.adapters.statements.delimited.choose_columns import ColumnChoice
from core.adapters.statements.delimited.column_mapping import SignRule
from core.adapters.statements.delimited.column_role import Role
from core.adapters.statements.delimited.running_balance import chain_links
from core.adapters.statements.delimited.table_sample import TableSample
from core.adapters.statements.statement_reading import WarningLog
from core.ports.statement_parser import StatementError

MOST_CHAINED: Final = 200
"""So many rows prove a running balance."""
_CHAIN_PROOF: Final = 0.8
_LEAST_CHAINED: Final = 3
"""Two rows agree by chance."""


@dataclass(slots=True)
class MoneyColumns:
    """Where the amounts stand: one signed column, or one with a direction, or one for each direction."""

    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    direction: int | None = None
    original: int | None = None

    def all(self) -> list[int]:
        """The columns that movements take their amount from."""
        return [column for column in (self.amount, self.debit, self.credit) if column is not None]


def choose_money_columns(choice: ColumnChoice) -> MoneyColumns:
    """Choose by head and check by cells. Raises StatementError NO_AMOUNT_COLUMN."""
    found = MoneyColumns()
    amount_roles = (Role.ACCOUNT_AMOUNT, Role.AMOUNT, Role.OPERATION_AMOUNT)
    found.amount = choice.named(*amount_roles, fits=choice.is_filled_amounts)
    if found.amount is None:
        found.amount = choice.named(*amount_roles, fits=choice.is_amounts)
    found.debit = choice.named(Role.DEBIT, fits=choice.is_amounts)
    found.credit = choice.named(Role.CREDIT, fits=choice.is_amounts)
    found.direction = choice.named(Role.DIRECTION, fits=choice.is_directions)
    found.original = choice.named(Role.ORIGINAL_AMOUNT, Role.OPERATION_AMOUNT, fits=choice.is_amounts)
    if found.amount is None and found.debit is None and found.credit is None:
        if found.original is not None:
            found.amount, found.original = found.original, None
        else:
            found.amount = choice.alike(Role.AMOUNT, choice.is_money_written)
            found.amount = choice.alike(Role.AMOUNT, choice.is_filled_amounts) if found.amount is None else found.amount
    if found.direction is None:
        found.direction = choice.alike(Role.DIRECTION, choice.is_directions)
    if found.amount is not None and found.debit is not None and found.credit is not None:
        # Some banks write both; an amount without signs says less than two columns.
        if choice.sample.amounts(found.amount).minus:
            found.debit = found.credit = None
        else:
            found.amount = None
    if found.amount is not None:
        found.debit = found.credit = None
    else:
        found.direction = None
    if not found.all():
        raise StatementError("NO_AMOUNT_COLUMN", "No column holds amounts.")
    return found


def pair_with_balance(choice: ColumnChoice, money: MoneyColumns) -> int | None:
    """Without a header: the pair of number columns where each balance follows from the one before."""
    sample = choice.sample
    numbers = [
        c for c in range(sample.width) if c == money.amount or (c not in choice.taken and choice.is_filled_amounts(c))
    ]
    best: tuple[int, int, int] | None = None
    for amount in numbers:
        for balance in numbers:
            if amount != balance:
                links = max(_links(sample, amount, balance, rule, None) for rule in SignRule)
                best = max(best, (links, amount, balance)) if best else (links, amount, balance)
    rows = min(len(sample.rows), MOST_CHAINED)
    if best is None or rows < _LEAST_CHAINED or best[0] < _CHAIN_PROOF * (rows - 1):
        return None
    money.amount = best[1]
    choice.taken |= {best[1], best[2]}
    return best[2]


def _links(sample: TableSample, amount: int, balance: int, rule: SignRule, mark: str | None) -> int:
    read_amount = compile_amounts(mark or sample.amounts(amount).decimal_mark, rule)
    read_balance = compile_amounts(sample.amounts(balance).decimal_mark)
    amounts: list[Decimal] = []
    balances: list[Decimal] = []
    for a, b in zip(sample.cells(amount)[:MOST_CHAINED], sample.cells(balance)[:MOST_CHAINED], strict=True):
        try:
            pair = read_amount(a), read_balance(b)
        except ValueError:
            continue
        amounts.append(pair[0])
        balances.append(pair[1])
    return chain_links(amounts, balances)


def find_sign_rule(
    sample: TableSample, amount: int, balance: int | None, *, evidence: AmountEvidence, mark: str, warnings: WarningLog
) -> SignRule:
    """How the amount column tells in from out: by the running balance where there is one, otherwise by its signs."""
    rules = [SignRule.AS_WRITTEN, SignRule.INVERTED]
    has_only_plus = bool(evidence.plus and evidence.unsigned and not evidence.minus)
    if has_only_plus:
        rules.insert(0, SignRule.PLUS_IS_INCOME)
    if balance is not None and len(sample.rows) > 1:
        links = {rule: _links(sample, amount, balance, rule, mark) for rule in rules}
        best = max(rules, key=lambda rule: links[rule])
        if links[best]:
            return best
    if has_only_plus:
        return SignRule.PLUS_IS_INCOME
    if evidence.amounts and not evidence.minus and not evidence.plus:
        warnings.add("SIGN_UNKNOWN", "No amount has a sign; all are read as money in.")
    return SignRule.AS_WRITTEN
