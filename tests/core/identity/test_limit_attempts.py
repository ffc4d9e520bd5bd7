from uuid import uuid4

import pytest

from core.identity.errors import TooManyAttemptsError
from core.identity.limit_attempts import MANY, Attempt, limit_mail, limit_sign_in, network_of
from core.ports.rate_limiter import Allowance

OWNER = "owner@example.com"


class Counter:
    """Counts for ever: the windows of these tests never end."""

    def __init__(self) -> None:
        self.hits: dict[tuple[str, str, int, int], int] = {}

    async def hit(self, name: str, who: str, limit: int, per_seconds: int) -> Allowance:
        key = (name, who, limit, per_seconds)
        if self.hits.get(key, 0) >= limit:
            return Allowance(is_allowed=False, reset_seconds=per_seconds)
        self.hits[key] = self.hits.get(key, 0) + 1
        return Allowance(is_allowed=True)


async def refused_after(limiter: Counter, attempt: Attempt, at_most: int) -> int:
    """How many attempts are let through before one is refused."""
    for number in range(at_most):
        try:
            await limit_sign_in(limiter, attempt, 10)
        except TooManyAttemptsError:
            return number
    return at_most


async def test_one_place_guesses_ten_times_and_waits() -> None:
    limiter = Counter()
    assert await refused_after(limiter, Attempt(OWNER, "203.0.113.5"), 20) == 10
    assert await refused_after(limiter, Attempt(OWNER, "203.0.113.99"), 20) == 0  # the same network
    assert await refused_after(limiter, Attempt(OWNER, "198.51.100.1"), 3) == 3  # the owner, elsewhere


async def test_however_many_places_attack_an_account_its_owner_comes_in_from_anywhere() -> None:
    limiter = Counter()
    for network in range(300):
        attacker = Attempt(OWNER, f"10.{network // 250}.{network % 250}.1")
        await refused_after(limiter, attacker, 10)
    fresh = Attempt(OWNER, "198.51.100.1")
    assert await refused_after(limiter, fresh, 20) == 3  # fewer than in peace, never none
    known = Attempt(OWNER, "10.0.1.1", device_id=uuid4())  # amid the attackers' own network
    assert await refused_after(limiter, known, 20) == 10


async def test_an_attack_from_everywhere_gets_few_guesses_a_place() -> None:
    limiter = Counter()
    let_through = 0
    for network in range(200):
        let_through += await refused_after(limiter, Attempt(OWNER, f"10.1.{network}.1"), 10)
    assert let_through == MANY + 190 * 3  # ten places of ten, and three each from there on


async def test_other_accounts_are_not_slowed_down_by_an_attack_on_one() -> None:
    limiter = Counter()
    for network in range(200):
        await refused_after(limiter, Attempt(OWNER, f"10.1.{network}.1"), 10)
    assert await refused_after(limiter, Attempt("other@example.com", "198.51.100.1"), 20) == 10


async def test_mails_to_one_address_are_bounded_by_place_and_in_all() -> None:
    limiter = Counter()
    for _ in range(3):
        await limit_mail(limiter, Attempt(OWNER, "203.0.113.5"))
    with pytest.raises(TooManyAttemptsError):
        await limit_mail(limiter, Attempt(OWNER, "203.0.113.6"))
    for place in range(17):
        await limit_mail(limiter, Attempt(OWNER, f"10.1.{place}.1"))
    with pytest.raises(TooManyAttemptsError):
        await limit_mail(limiter, Attempt(OWNER, "198.51.100.1"))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_place_is_a_network(address: str, network: str) -> None:
    assert network_of(address) == network
