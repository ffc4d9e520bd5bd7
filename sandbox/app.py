from fastapi import FastAPI

from sandbox.approval_desk import ApprovalDesk
from sandbox.bank import Bank
from sandbox.break_answers import AnswerBreaker
from sandbox.config import SandboxConfig
from sandbox.consents import ConsentBook
from sandbox.guard import Guard
from sandbox.payments import PaymentConsentBook
from sandbox.product_consents import ProductConsentBook
from sandbox.routes.account_consents import consent_asking_routes, consent_reading_routes
from sandbox.routes.accounts import account_routes
from sandbox.routes.approval_page import approval_routes
from sandbox.routes.auth import auth_routes
from sandbox.routes.consent_signing import consent_signing_routes
from sandbox.routes.control import control_routes, world_routes
from sandbox.routes.payments import payment_consent_routes, payment_routes
from sandbox.routes.product_consents import product_consent_routes
from sandbox.routes.products import product_routes
from sandbox.routes.rates import rate_routes
from sandbox.tokens import TokenDesk


def create_app(config: SandboxConfig) -> FastAPI:
    """One sandbox bank, all in memory."""
    bank = Bank(config)
    tokens, consents = TokenDesk(bank), ConsentBook(bank)
    payment_consents, product_consents = PaymentConsentBook(bank), ProductConsentBook(bank)
    guard = Guard(bank, tokens, consents)

    def reset() -> None:
        bank.reset()
        consents.reset()
        payment_consents.reset()
        product_consents.reset()

    app = FastAPI(title=f"{config.name} sandbox", version="2.1", redoc_url=None)
    app.state.bank, app.state.reset = bank, reset
    for routes in (
        auth_routes(bank, tokens),
        consent_asking_routes(bank, consents, guard),
        consent_signing_routes(bank, consents, guard),  # before reading: /requests would look like an id
        consent_reading_routes(consents, guard),
        approval_routes(bank, ApprovalDesk(consents, payment_consents, product_consents)),
        account_routes(bank, consents, guard),
        product_consent_routes(bank, product_consents, guard),
        product_routes(bank, product_consents, guard),
        payment_consent_routes(bank, payment_consents, guard),
        payment_routes(bank, payment_consents, guard),
        control_routes(bank, reset),
        world_routes(bank),
        rate_routes(bank.now),
    ):
        app.include_router(routes)
    app.add_middleware(AnswerBreaker, bank=bank)
    return app
