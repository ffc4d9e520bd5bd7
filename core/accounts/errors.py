"""What can be refused about accounts, transactions and categories."""

from core.errors import DomainError


class InvalidTextError(DomainError):
    """A name, pattern or note that is empty or too long."""

    code = "INVALID_TEXT"


class CurrencyMismatchError(DomainError):
    """An amount in another currency than the account's."""

    code = "CURRENCY_MISMATCH"


class SplitSumError(DomainError):
    """Parts that do not sum to the transaction."""

    code = "SPLIT_SUM"


class AccountExistsError(DomainError):
    """An account with this number and currency is there already."""

    code = "ACCOUNT_EXISTS"


class CategoryExistsError(DomainError):
    """A category or rule of this name is there already."""

    code = "CATEGORY_EXISTS"


class DeletedError(DomainError):
    """The transaction is deleted: restore it first."""

    code = "TRANSACTION_DELETED"


class BookedByBankError(DomainError):
    """Day and amount of a movement that came from a bank are the bank's word."""

    code = "BOOKED_BY_BANK"


class BatchSizeError(DomainError):
    """A batch of no items, or of more than one request may change."""

    code = "BATCH_SIZE"


class RepeatedItemError(DomainError):
    """A batch names the same thing twice: which word counts?"""

    code = "REPEATED_ITEM"
