"""What can be refused about second factors."""

from core.errors import DomainError


class WrongFactorError(DomainError):
    """A code or passkey that proves nothing: wrong, used already, or not this person's. Which one is not said."""

    code = "FACTOR_WRONG"

    def __init__(self) -> None:
        super().__init__("That does not prove it is you. Try again with a fresh code or another factor.", field="proof")


class ChallengeEndedError(DomainError):
    """The question was answered, is too old, or was tried too often: begin again."""

    code = "CHALLENGE_ENDED"

    def __init__(self) -> None:
        super().__init__("This step has ended. Begin again.", field="challenge")


class FactorExistsError(DomainError):
    """It is set up already."""

    code = "FACTOR_EXISTS"


class FactorLimitError(DomainError):
    """As many passkeys as one person may have."""

    code = "FACTOR_LIMIT"


class LastFactorError(DomainError):
    """The person's role needs a second factor: the last one stays until there is another."""

    code = "LAST_FACTOR"


class PasskeyRefusedError(DomainError):
    """What the device sent is no passkey that we can take."""

    code = "PASSKEY_REFUSED"
