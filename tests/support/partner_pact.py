"""What both sides of the contract with partners know: names, states, and the ids that requests carry."""

import base64
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import UUID

CONSUMER, PROVIDER, MESSENGER = "PartnerClient", "Solvent", "SolventWebhooks"
"""We are two to it: Pact's mock server takes no messages beside requests."""
PACTS: Final = Path(__file__).parent.parent / "contract" / "pacts"
PACT: Final = PACTS / f"{CONSUMER}-{PROVIDER}.json"
MESSAGE_PACT: Final = PACTS / f"{CONSUMER}-{MESSENGER}.json"
CLIENT_ID: Final = "0199aa3c-5f5d-7c0c-8d5a-6f0f6d9f2b11"
SECRET: Final = "the-secret-of-the-contract"
TOKEN: Final = "a-token-of-the-partner"
LEAD_KEY: Final = UUID("0199aa3c-5f5d-7c0c-8d5a-6f0f6d9f2b12")
LEAD_ID: Final = base64.b64encode(f"Lead:{LEAD_KEY}".encode()).decode()
OFFER: Final = "of-the-contract"
SENT_MESSAGE, WITHDRAWN_MESSAGE = "a lead was handed over", "a lead was taken back"


class State(StrEnum):
    """What is so before a request, by the words of the pact."""

    APP = "the partner has an app"
    WAITS = "one lead waits"
    GONE = "the lead was withdrawn"
