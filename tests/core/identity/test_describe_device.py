import pytest

from core.identity.describe_device import describe_device, device_in_words

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.4 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        (
            WINDOWS,
            "Chrome, Windows 10",
        ),
        (IPHONE, "Mobile Safari, iPhone (iOS 17)"),
        ("acme-books/2.1", "acme-books"),
        ("", ""),
    ],
)
def test_a_device_in_words(user_agent: str, words: str) -> None:
    assert device_in_words(user_agent) == words


def test_nonsense_is_bounded() -> None:
    assert len(describe_device("x" * 300).browser or "") == 40
