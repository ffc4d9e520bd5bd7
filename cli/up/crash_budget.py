from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RestartPolicy:
    """How long a service that keeps crashing is put up with. Times in seconds.

    The pause before a restart doubles from `first_pause` to `longest_pause`; more than `crashes` within `window` means
    it won't get better by itself.
    """

    crashes: int = 5
    window: float = 60.0
    first_pause: float = 0.25
    longest_pause: float = 8.0


@dataclass
class CrashBudget:
    """The recent crashes of one service."""

    policy: RestartPolicy
    _moments: deque[float] = field(default_factory=deque)

    def pause_after_crash(self, now: float) -> float | None:
        """Note a crash at a monotonic moment; returns the seconds to wait before the restart, None to give it up."""
        self._moments.append(now)
        while now - self._moments[0] > self.policy.window:
            self._moments.popleft()
        crashes = len(self._moments)
        if crashes > self.policy.crashes:
            return None
        return min(self.policy.first_pause * 2.0 ** (crashes - 1), self.policy.longest_pause)
