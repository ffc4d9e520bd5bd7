import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psutil
from rich.console import Console
from rich.markup import escape

from cli.up.crash_budget import RestartPolicy
from cli.up.data_folder import DataFolder
from cli.up.process_end import end_leftover
from cli.up.service import Service
from cli.up.service_watch import FAILED, WARNING, ServiceWatch
from core.errors import DomainError

LOOK_EVERY_S = 0.1
LEFTOVER_SIGNALS = ((signal.SIGTERM, 2.0),)
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# They are ended after those who use them, and by signals of their own: their launchers see to it.
SERVERS = {"postgres", "redis"}


class _StopRequestedError(Exception):
    """A signal asked for the end while services were still starting."""


class Supervisor:
    """Runs services until it is told to stop: stage after stage up, in reverse order down.

    Services of one stage start and stop side by side. One that ends is started again after a pause; one that keeps
    ending stops everything when it is essential and is left down with a warning when it isn't.
    Runs in the main thread only (signals), one at a time in a data folder (lock).
    """

    def __init__(
        self,
        folder: DataFolder,
        stages: Sequence[Sequence[Service]],
        *,
        console: Console | None = None,
        policy: RestartPolicy | None = None,
    ) -> None:
        self._folder = folder
        self._console = console or Console(stderr=True)
        self._stages = [
            [ServiceWatch(service, policy or RestartPolicy(), self._say) for service in stage] for stage in stages
        ]
        self._launched: list[list[ServiceWatch]] = []
        self._stop = threading.Event()

    def run(self, on_ready: Callable[[], None] | None = None) -> int:
        """Bring everything up, call `on_ready`, keep it up until SIGINT, SIGTERM or SIGHUP, bring it down.

        A second signal ends everything at once. Returns the exit code: 0 stopped when asked, 1 something essential
        failed (said on the console).

        Raises:
            DataFolderInUseError: another run holds the data folder.
        """
        with self._folder.lock(), self._signals_handled():
            try:
                self._end_leftovers()
                self._bring_up()
                if on_ready is not None:
                    on_ready()
                self._keep_up()
            except _StopRequestedError:
                return 0
            except DomainError as failed:
                self._say(FAILED, failed.message)
                return 1
            finally:
                self._bring_down()
        return 0

    def request_stop(self) -> None:
        """Ask for the end, as a signal does; asked again, everything is killed."""
        if self._stop.is_set():
            for watch in self._all_launched():
                watch.service.kill()
        self._stop.set()

    def _say(self, mark: str, text: str) -> None:
        # the text carries lines of logs, whose brackets are not ours to read
        self._console.print(f"{mark} {escape(text)}", highlight=False, soft_wrap=True)

    def _all_launched(self) -> list[ServiceWatch]:
        return [watch for stage in self._launched for watch in stage]

    @contextmanager
    def _signals_handled(self) -> Iterator[None]:
        heard = [number for number in STOP_SIGNALS if number != signal.SIGHUP or not _ignored(number)]
        before = {number: signal.signal(number, lambda *_: self.request_stop()) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _end_leftovers(self) -> None:
        """End what a killed run left, also of services that are no longer planned."""
        for record in sorted(self._folder.run.glob("*.json")):
            if record.stem not in SERVERS and end_leftover(record, LEFTOVER_SIGNALS):
                self._say(WARNING, f"ended {record.stem}, left behind by an earlier run")

    def _bring_up(self) -> None:
        for stage in self._stages:
            names = ", ".join(watch.service.name for watch in stage)
            with self._console.status(f"starting {names}"):
                self._bring_stage_up(stage)

    def _bring_stage_up(self, stage: Sequence[ServiceWatch]) -> None:
        launched: list[ServiceWatch] = []
        self._launched.append(launched)
        for watch in stage:
            self._raise_if_stopping()
            launched.append(watch)
            self._try(watch, watch.launch)
        while not all([watch.given_up or self._try(watch, watch.settled) for watch in stage]):  # noqa: C419 - ask each one
            self._stop.wait(LOOK_EVERY_S / 2)
            self._raise_if_stopping()

    def _try(self, watch: ServiceWatch, step: Callable[[], bool | None]) -> bool:
        """Take a step of the first start; False where there is more to wait for, or where it failed."""
        try:
            return bool(step())
        except DomainError as failed:
            watch.fail(failed.message)
            return False

    def _raise_if_stopping(self) -> None:
        if self._stop.is_set():
            raise _StopRequestedError

    def _keep_up(self) -> None:
        while not self._stop.wait(LOOK_EVERY_S):
            for watch in self._all_launched():
                watch.look()

    def _bring_down(self) -> None:
        if self._launched:
            self._say("•", "stopping …")
        for stage in reversed(self._launched):
            for watch in reversed(stage):
                watch.service.ask_to_stop()
            for watch in reversed(stage):
                self._end(watch.service)
        self._launched = []

    def _end(self, service: Service) -> None:
        try:
            service.stop()
        except (psutil.Error, subprocess.TimeoutExpired) as failed:
            self._say(FAILED, f"{service.name} did not stop: {failed}")


def _ignored(number: signal.Signals) -> bool:
    """Whether it was ignored on our start: under nohup the run goes on when the terminal closes."""
    return signal.getsignal(number) == signal.SIG_IGN
