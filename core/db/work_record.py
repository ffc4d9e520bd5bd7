"""What a piece of work did that is told of: in its transaction, and after its commit."""

from uuid import UUID

from core.key_action import KeyAction, Origin


class WorkRecord:
    """What must happen just before and just after the commit of some work.

    `recorded` collects the key actions that are written to people's histories as the transaction's last act, `touched`
    the accounts whose movements changed, each with the movements, or with none where they were not counted singly.
    After the commit `published`, the jobs (id and name), are sent to the queue, and whoever listens to the `announced`
    topics of a person is told. `origin` is where the request came from whose work this is.
    """

    def __init__(self, user_id: UUID | None, origin: Origin | None = None) -> None:
        self.user_id = user_id
        self.origin = origin
        self.published: list[tuple[UUID, str]] = []
        self.recorded: list[KeyAction] = []
        self.announced: set[tuple[UUID, str]] = set()
        self.touched: dict[UUID, set[UUID]] = {}

    @property
    def person(self) -> UUID:
        """The person this work is for. Only work of the system role has none."""
        if self.user_id is None:
            raise RuntimeError("this unit of work belongs to no person")
        return self.user_id

    def record(self, action: KeyAction) -> None:
        """Have a key action written to its person's history, in this transaction."""
        self.recorded.append(action)

    def touch(self, account_id: UUID, *transaction_ids: UUID) -> None:
        """Movements of an account changed: these, or so many at once that nobody names them."""
        if not transaction_ids:
            self.touched[account_id] = set()
        elif account_id not in self.touched or self.touched[account_id]:
            self.touched.setdefault(account_id, set()).update(transaction_ids)

    def announce(self, user_id: UUID, topic: str) -> None:
        """Have a person's open subscriptions told, after the commit, that there is something to look at."""
        self.announced.add((user_id, topic))
