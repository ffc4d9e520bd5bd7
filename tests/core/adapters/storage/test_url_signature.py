from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.storage.url_signature import Grant, SignatureError, sign_grant, verify_signature

KEY = bytes(range(32))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 13, tzinfo=UTC)
UPLOAD = Grant("PUT", "u/1", LATER, content_type="text/csv", size=5)
DOWNLOAD = Grant("GET", "u/1", LATER, filename="a.csv")


def test_the_signature_is_hmac_sha256_over_every_claim() -> None:
    # Written out once: a change here ends every URL that is under way.
    assert sign_grant(KEY, UPLOAD) == {
        "type": "text/csv",
        "size": "5",
        "expires": "1772370000",
        "signature": "2add5749f36b011afdeee5e6ac3dea0251bab40ef5f7c125e36fb7a24d2cbd96",
    }


@pytest.mark.parametrize("grant", [UPLOAD, DOWNLOAD])
def test_a_grant_comes_back(grant: Grant) -> None:
    assert verify_signature(KEY, grant.method, grant.key, sign_grant(KEY, grant), NOON) == grant


@pytest.mark.parametrize(
    "change",
    [
        {"type": "text/html"},
        {"size": "6"},
        {"size": "05"},
        {"size": " 5"},
        {"size": "5_0"},
        {"size": "-5"},
        {"expires": "1772370001"},
        {"expires": "1772370000.0"},
        {"expires": "9" * 40},
        {"expires": "999999999999999"},
        {"expires": ""},
        {"filename": "x"},
        {"extra": "1"},
        {"signature": ""},
        {"signature": "0" * 64},
        {"signature": "ключ"},
    ],
)
def test_a_changed_parameter_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(SignatureError):
        verify_signature(KEY, "PUT", "u/1", {**sign_grant(KEY, UPLOAD), **change}, NOON)


@pytest.mark.parametrize("missing", ["type", "size", "expires", "signature"])
def test_a_missing_parameter_is_refused(missing: str) -> None:
    query = sign_grant(KEY, UPLOAD)
    del query[missing]
    with pytest.raises(SignatureError):
        verify_signature(KEY, "PUT", "u/1", query, NOON)


@pytest.mark.parametrize(
    ("method", "key"), [("GET", "u/1"), ("put", "u/1"), ("PUT", "u/2"), ("PUT", "u/../u/1"), ("PUT", "")]
)
def test_another_method_or_key_is_refused(method: str, key: str) -> None:
    with pytest.raises(SignatureError):
        verify_signature(KEY, method, key, sign_grant(KEY, UPLOAD), NOON)


def test_another_signing_key_is_refused() -> None:
    with pytest.raises(SignatureError):
        verify_signature(b"x" * 32, "PUT", "u/1", sign_grant(KEY, UPLOAD), NOON)


def test_an_empty_signing_key_signs_nothing() -> None:
    with pytest.raises(ValueError, match="less than 32 bytes"):
        sign_grant(b"", UPLOAD)


@given(
    st.dictionaries(st.sampled_from(["type", "size", "filename", "expires", "signature"]), st.text(max_size=20)),
    st.text(max_size=20),
)
def test_nothing_made_up_is_accepted(query: dict[str, str], key: str) -> None:
    with pytest.raises(SignatureError):
        verify_signature(KEY, "PUT", key, query, NOON)
