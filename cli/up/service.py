from typing import Protocol


class Service(Protocol):
    """Something the supervisor keeps running."""

    @property
    def name(self) -> str:
        """What it is called in messages, logs and records."""
        ...

    @property
    def essential(self) -> bool:
        """Whether the platform is of no use without it; one that isn't may fail with a warning."""
        ...

    @property
    def ready_within(self) -> float:
        """Seconds from launch to ready that are still normal."""
        ...

    def launch(self) -> None:
        """Start it, ending first what a killed run left; may return before it is ready.

        Raises:
            DomainError: it can't be started.
        """
        ...

    def ready(self) -> bool:
        """Whether it is ready for work now."""
        ...

    def down(self) -> str | None:
        """Why it isn't running, with the end of its log; None while it runs, or when it has done its work for good."""
        ...

    def ask_to_stop(self) -> None:
        """Tell it to end and don't wait, so that services of one stage stop at the same time."""
        ...

    def stop(self) -> None:
        """Wait until it has ended, within a bound of its own, by SIGKILL in the end."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...


class _Server(Protocol):
    @property
    def running(self) -> bool: ...

    def start(self) -> str: ...

    def stop(self) -> None: ...

    def kill(self) -> None: ...


class EmbeddedService:
    """The embedded PostgreSQL or Redis as a service: its `start` returns when it is ready."""

    essential = True
    ready_within = 60.0

    def __init__(self, name: str, server: _Server) -> None:
        self.name = name
        self._server = server

    def launch(self) -> None:
        """Start the server and wait for it."""
        self._server.start()

    def ready(self) -> bool:
        """Whether the server runs."""
        return self._server.running

    def down(self) -> str | None:
        """Why it isn't running."""
        return None if self._server.running else "the server ended"

    def ask_to_stop(self) -> None:
        """Nothing: a server is asked and awaited in one go."""

    def stop(self) -> None:
        """Stop the server."""
        self._server.stop()

    def kill(self) -> None:
        """Kill the server."""
        self._server.kill()
