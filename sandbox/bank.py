"""The bank's memory: people, accounts, rows. Nothing survives the process but what the seeds draw again."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import count
from secrets import token_hex

from sandbox.account_layout import open_accounts
from sandbox.config import DEMO_PEOPLE, SandboxConfig
from sandbox.faults import Faults
from sandbox.life.live import Life, history_start
from sandbox.life.movements import ISSUED, MOSCOW, RECEIVED, Movement
from sandbox.records import Account, Entry


@dataclass(slots=True)
class Person:
    """A customer of this bank."""

    person_id: str
    life: Life
    accounts: list[Account]
    lived_until: date | None = None


class PersonExistsError(Exception):
    """That person id is taken."""


class Bank:
    """One bank's customers. Days are played when somebody looks, so rows appear by themselves as time goes on."""

    def __init__(self, config: SandboxConfig) -> None:
        self.config = config
        self.reset()

    def reset(self) -> None:
        """Forget everything but the seeded people, and switch all faults off."""
        self.faults = Faults()
        self.people: dict[str, Person] = {}
        self._by_account: dict[str, Account] = {}
        self._account_numbers = count(1001)
        for person_id in DEMO_PEOPLE:
            self.add_person(person_id, self.config.life_seed)

    def now(self) -> datetime:
        """The bank's present moment, in UTC."""
        return self.config.clock().astimezone(UTC)

    def _today(self) -> date:
        return self.now().astimezone(MOSCOW).date()

    def add_person(self, person_id: str, seed: int) -> Person:
        """A new customer, whose life the seed draws. Raises PersonExistsError."""
        if person_id in self.people:
            raise PersonExistsError(person_id)
        life = Life(person_id, seed, self._today(), self.config.history_months)
        first = next(self._account_numbers)
        accounts = open_accounts(self.config.code, self.config.bank_seed, person_id, first, life)
        for _ in accounts[1:]:
            next(self._account_numbers)
        person = Person(person_id, life, accounts)
        self.people[person_id] = person
        self._by_account.update({account.account_id: account for account in accounts})
        return person

    def account(self, account_id: str) -> Account | None:
        """An account with its rows up to now."""
        account = self._by_account.get(account_id)
        if account is not None:
            self._live(self.people[account.person_id])
        return account

    def account_by_number(self, number: str) -> Account | None:
        """An account found by its number."""
        return next(
            (self.account(known.account_id) for known in self._by_account.values() if known.number == number), None
        )

    def accounts_of(self, person_id: str) -> list[Account]:
        """A person's accounts with their rows up to now."""
        person = self.people[person_id]
        self._live(person)
        return person.accounts

    def rows(self, account: Account) -> list[Entry]:
        """What an account shows: the last months, as many as are configured, newest first."""
        since = datetime.combine(history_start(self._today(), self.config.history_months), time(0), MOSCOW)
        return account.visible(self.now(), since)

    def insert_row(
        self,
        account: Account,
        minor: int,
        text: str,
        counterparty: str | None = None,
        settles_in: timedelta = timedelta(0),
        *,
        declined: bool = False,
    ) -> Entry:
        """A row that arrives just now."""
        now = self.now()
        code = RECEIVED if minor > 0 else ISSUED
        entry = Entry(f"tx-{token_hex(6)}", now, now + settles_in, minor, text, code, counterparty, declined=declined)
        account.add(entry)
        return entry

    def _live(self, person: Person) -> None:
        today = self._today()
        if person.lived_until is not None and person.lived_until >= today:
            return
        by_role = {account.role: account for account in person.accounts}
        for movement in person.life.until(today):
            bank, role = movement.account
            if bank == self.config.code and role in by_role:
                by_role[role].add(self._entry(by_role[role], movement))
        person.lived_until = today

    def _entry(self, account: Account, movement: Movement) -> Entry:
        """The id is drawn from what the row is and its place, so that a restart gives the same id."""
        account.lived_rows += 1
        owner = f"{self.config.code}:{account.person_id}:{account.role}"
        place = f"{owner}:{account.lived_rows}:{movement.made_at.isoformat()}"
        return Entry(
            entry_id="tx-" + sha256(place.encode()).hexdigest()[:12],
            made_at=movement.made_at,
            booked_at=movement.made_at + movement.settles_in,
            minor=movement.minor,
            text=movement.text,
            code=movement.code,
            counterparty=movement.counterparty,
            shop=movement.shop,
            by_card=movement.shop is not None,
        )
