import time
from typing import Protocol

from cli.up.crash_budget import CrashBudget, RestartPolicy
from cli.up.errors import ServiceStartError
from cli.up.service import Service
from core.errors import DomainError


class Say(Protocol):
    """Tells people how it goes: a mark with its colour, and plain text."""

    def __call__(self, mark: str, text: str) -> None:
        """Print one message."""
        ...


GOOD = "[green]✓[/]"
WARNING = "[yellow]![/]"
FAILED = "[red]✗[/]"


class ServiceWatch:
    """One service that should be up: launches it, notices its end, starts it again after a pause.

    Nothing here waits: the supervisor asks again and again.
    """

    def __init__(self, service: Service, policy: RestartPolicy, say: Say) -> None:
        self.service = service
        self.given_up = False
        self._say = say
        self._budget = CrashBudget(policy)
        self._launched_at = 0.0
        self._restart_at: float | None = None
        self._starting = False

    def launch(self) -> None:
        """Start the service; it is ready once `settled` or a later `look` finds it so."""
        self._launched_at = time.monotonic()
        self._restart_at = None
        self._starting = True
        self.service.launch()

    def settled(self) -> bool:
        """During the first start: whether it is ready.

        Raises:
            ServiceStartError: it ended, or took longer than its time; the message carries the end of its log.
        """
        reason = self.service.down()
        if reason is not None:
            raise ServiceStartError(f"{self.service.name} {reason}")
        if not self._starting:
            return True
        took = time.monotonic() - self._launched_at
        if self.service.ready():
            self._starting = False
            self._say(GOOD, f"{self.service.name} … ready in {took:.1f} s")
            return True
        if took > self.service.ready_within:
            raise ServiceStartError(f"{self.service.name} was not ready within {self.service.ready_within:g} s")
        return False

    def look(self) -> None:
        """Once everything is up: notice an end, or carry on with a restart.

        Raises:
            ServiceStartError: it is essential and keeps ending.
        """
        if self.given_up:
            return
        if self._restart_at is not None:
            if time.monotonic() < self._restart_at:
                return
            try:
                self.launch()
            except DomainError as failed:
                self._crashed(failed.message)
            return
        try:
            self.settled()
        except ServiceStartError as failed:
            self.service.kill()
            self._crashed(failed.message)

    def fail(self, reason: str) -> None:
        """Give the service up: a warning, or the end of everything when it is essential."""
        self.given_up = True
        if self.service.essential:
            raise ServiceStartError(reason)
        self.service.kill()
        self._say(WARNING, f"{reason}\n  the rest runs without {self.service.name}")

    def _crashed(self, reason: str) -> None:
        now = time.monotonic()
        pause = self._budget.pause_after_crash(now)
        if pause is None:
            self.fail(f"{self.service.name} keeps ending, it is not started again: {reason}")
            return
        first_line = reason.partition("\n")[0].rstrip(":")
        self._say(WARNING, f"{first_line}; starting it again in {pause:g} s")
        self._restart_at = now + pause
