from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Faults(BaseModel):
    """The switches of one bank. Those that count are used up call by call; the defaults are a well-behaved bank.

    A well-behaved bank still ignores date filters and honours paging, as the real sandbox banks do.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    on_path: str = Field(default="", description="Failing answers are given only on paths with this text.")
    skip_calls: int = Field(default=0, ge=0, description="So many matching calls pass before answers fail.")
    server_errors: int = Field(
        default=0, ge=0, description="Next calls answered 500 as plain text, then the connection closed."
    )
    cut_answers: int = Field(default=0, ge=0, description="Next answers cut off in the middle of the body.")
    gateway_errors: int = Field(default=0, ge=0, description="Next calls answered with `gateway_status`.")
    gateway_status: Literal[502, 503, 504] = 503
    too_many_requests: int = Field(default=0, ge=0, description="Next calls answered 429.")
    retry_after_seconds: int | None = Field(default=1, ge=0, description="The 429's Retry-After; null sends none.")
    slow_answers: int = Field(default=0, ge=0, description="Next calls that wait `slow_seconds` first.")
    slow_seconds: float = Field(default=1.0, ge=0, le=120)
    stall_answers: int = Field(
        default=0, ge=0, description="Next answers that stop in the middle of the body for `slow_seconds`."
    )
    broken_json: int = Field(default=0, ge=0, description="Next calls answered 200 with a page of HTML.")

    manual_approval: bool = Field(default=False, description="A person must approve each consent.")
    quick_consents: bool = Field(default=True, description="POST /account-consents/request is there; else it is a 404.")
    standard_consents: bool = Field(default=True, description="POST /account-consents works; else it answers 500.")
    two_consents_fail: bool = Field(
        default=False, description="Two live consents of one person make GET /accounts 500."
    )
    tell_decided_ids: bool = Field(
        default=True,
        description="Product and payment consents read by request id tell their own id once a person approved them.",
    )
    check_product_consents: bool = Field(
        default=False, description="Product agreements are shown under a product consent alone."
    )
    consent_days: int = Field(default=365, ge=0, description="How long a new consent lives.")
    revoke_consent_after: int | None = Field(
        default=None, ge=0, description="The consent is revoked after so many reads."
    )

    token_seconds: int = Field(default=86_400, ge=0, description="How long a new token lives.")
    expire_tokens_after: int | None = Field(
        default=None, ge=0, description="Tokens given so far die after so many calls."
    )
    refuse_tokens: bool = Field(default=False, description="Every token is refused.")
    token_algorithm: Literal["HS256", "RS256"] = "HS256"  # noqa: S105 - the name of an algorithm
    real_jwks: bool = Field(default=False, description="The JWKS holds real keys instead of a placeholder.")
    key_generation: int = Field(default=1, ge=1, le=5, description="Raise it: tokens are signed with a newer key.")

    shift_pages: int = Field(default=0, ge=0, description="After each of so many pages a new row arrives.")
    vanish_rows: int = Field(default=0, ge=0, description="After each of so many pages the newest row vanishes.")
    honour_paging: bool = True
    honour_date_filter: bool = False
    amount_as_number: bool = False
    missing_blocks: bool = Field(default=False, description="Rows without merchant, card, place; no links, no meta.")
    null_blocks: bool = Field(default=False, description="The same blocks are there but null.")
    nineteen_digit_account: bool = False
    odd_text: bool = Field(default=False, description="Emoji, right-to-left text and a NUL in the texts.")
    foreign_amounts: bool = Field(
        default=False, description="Purchases abroad tell what was paid there, in `currencyExchange`."
    )
    status_words: Literal["completed", "Booked"] = "completed"
    pending_id_changes: bool = Field(default=False, description="A pending row gets another id once booked.")
    reject_payments: bool = Field(default=False, description="Payments are taken and rejected: no money moves.")
    honour_idempotency_key: bool = Field(
        default=False, description="X-Idempotency-Key makes POST /payments repeatable."
    )
