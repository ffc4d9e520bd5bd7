"""One person's documents and payments, put straight into the books, and what became of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from core.accounts.create_transaction import CreateTransaction, create_transaction
from core.accounts.models import AccountRow, TransactionRow
from core.adapters.wiring import Platform
from core.clock import FixedClock
from core.documents.matching.decide_match import decide_match
from core.documents.matching.link_document import LinkDocument, link_document, unlink_document
from core.documents.matching.match_documents import match_documents
from core.documents.matching.models import HOLDING, DocumentMatchRow, MatchStatus
from core.documents.models import DocumentRow, DocumentStatus, UploadPurpose, UploadRow, UploadStatus
from core.ids import new_id
from core.money import Currency, Money
from core.ports.document_reader import DocumentKind
from ml.matching.propose import load_matcher

DAY = date(2026, 3, 10)
CLOCK = FixedClock(datetime(2026, 4, 1, 12, tzinfo=UTC))


@dataclass(frozen=True)
class Desk:
    """A person with one account."""

    platform: Platform
    user_id: UUID
    account_id: UUID
    currency: str = "RUB"

    async def pay(self, amount: str, on: date = DAY, text: str = "SP*ROMASHKA 4421", **more: Any) -> UUID:
        """Money out."""
        async with self.platform.database.unit_of_work(self.user_id) as uow:
            command = CreateTransaction(self.account_id, on, -Decimal(amount), self.currency, text, **more)
            return (await create_transaction(uow, command)).id

    async def send(
        self,
        total: str | None,
        on: date | None = DAY,
        merchant: str | None = "ООО Ромашка",
        *,
        kind: DocumentKind = DocumentKind.RECEIPT,
        currency: str | None = "RUB",
        read_total: str | None = None,
        **fields: str,
    ) -> UUID:
        """A document as the reader leaves it."""
        key = new_id()
        about = {
            "id": key,
            "user_id": self.user_id,
            "filename": "paper.png",
            "content_type": "image/png",
            "size": 1,
            "storage_key": f"people/{self.user_id}/uploads/{key}",
        }
        minor = Money.from_decimal(Decimal(total), Currency(currency)).minor if total and currency else None
        read = {name: {"value": value, "confidence": 0.9} for name, value in fields.items()}
        if read_total or total:
            read["total"] = {"value": read_total or str(total), "confidence": 0.9}
        async with self.platform.database.unit_of_work(self.user_id) as uow:
            upload = UploadRow(
                **about, purpose=UploadPurpose.DOCUMENT, status=UploadStatus.COMPLETED, expires_at=CLOCK.now()
            )
            uow.session.add(upload)
            await uow.session.flush()
            document = DocumentRow(
                **about,
                upload_id=key,
                status=DocumentStatus.READY,
                kind=kind,
                merchant=merchant,
                dated_on=on,
                total_minor=minor,
                currency=currency if minor is not None else None,
                fields=read,
            )
            uow.session.add(document)
        return key

    async def match(self) -> int:
        """What the job does."""
        async with self.platform.database.unit_of_work(self.user_id) as uow:
            return await match_documents(uow, load_matcher())

    async def decide(self, document: UUID, payment: UUID, *, belongs: bool) -> DocumentMatchRow:
        match = next(row for row in await self.rows() if (row.document_id, row.transaction_id) == (document, payment))
        async with self.platform.database.unit_of_work(self.user_id) as uow:
            return await decide_match(uow, CLOCK, match.id, belongs=belongs)

    async def link(self, document: UUID, payment: UUID, amount: str | None = None) -> DocumentMatchRow:
        async with self.platform.database.unit_of_work(self.user_id) as uow:
            command = LinkDocument(document, payment, Decimal(amount) if amount else None)
            return await link_document(uow, CLOCK, command)

    async def unlink(self, document: UUID, payment: UUID) -> DocumentMatchRow:
        async with self.platform.database.unit_of_work(self.user_id) as uow:
            return await unlink_document(uow, CLOCK, document, payment)

    async def rows(self) -> list[DocumentMatchRow]:
        async with self.platform.database.read(self.user_id) as read:
            found = select(DocumentMatchRow).where(DocumentMatchRow.user_id == self.user_id)
            return list((await read.session.execute(found.order_by(DocumentMatchRow.id))).scalars())

    async def says(self) -> set[tuple[UUID, UUID, MatchStatus]]:
        """Pairs with who says so."""
        return {(row.document_id, row.transaction_id, row.status) for row in await self.rows()}

    async def overdrawn(self) -> list[UUID]:
        """Payments that more is tied to than was paid. There must never be any."""
        held = func.sum(DocumentMatchRow.amount_minor)
        statement = (
            select(TransactionRow.id)
            .join(DocumentMatchRow, DocumentMatchRow.transaction_id == TransactionRow.id)
            .where(TransactionRow.user_id == self.user_id, DocumentMatchRow.status.in_(HOLDING))
            .group_by(TransactionRow.id, TransactionRow.amount_minor)
            .having(held > func.abs(TransactionRow.amount_minor))
        )
        async with self.platform.database.read(self.user_id) as read:
            return list((await read.session.execute(statement)).scalars())


async def open_desk(platform: Platform, user_id: UUID, currency: str = "RUB") -> Desk:
    """A new account of this name for nobody else's papers."""
    account = AccountRow(id=new_id(), user_id=user_id, name=f"desk {uuid4()}", currency=currency, balance_minor=0)
    async with platform.database.unit_of_work(user_id) as uow:
        uow.session.add(account)
    return Desk(platform, user_id, account.id, currency)
