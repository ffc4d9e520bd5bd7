from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.identity.describe_device import device_in_words
from core.identity.mail_link import link_token
from core.identity.messages import SendLinkMail, SendNotice
from core.identity.models import MailLinkPurpose, MailLinkRow, SessionRow, UserRow, UserStatus
from core.identity.repository import user_by_email
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.account_mails import (
    PAGES,
    MailText,
    SessionFacts,
    already_registered_mail,
    link_mail,
    notice_mail,
)
from core.ports.mailer import Mail
from core.ports.places import Places
from workers.runtime import Tools


def bind_link(tools: Tools) -> JobHandler:
    """Mails a link. A second try sends the same message under the same id.

    Where the address is somebody's already, they are told so, and the link goes nowhere.
    """
    platform = tools.platform

    async def handle(run: JobRun, message: SendLinkMail) -> None:
        async with run.read() as read:
            statement = (
                select(MailLinkRow, UserRow)
                .join(UserRow, UserRow.id == MailLinkRow.user_id)
                .where(MailLinkRow.id == message.link_id, MailLinkRow.used_at.is_(None))
            )
            found = (await read.session.execute(statement)).one_or_none()
            if found is None:
                return
            link, user = found
            to = link.email or user.email
            owner = await _owner_in_the_way(read.session, link, user)
        if owner is not None:
            text = already_registered_mail(owner.locale, owner.display_name, platform.settings.web_url)
        else:
            token = await link_token(platform.secrets, link.id)
            address = f"{platform.settings.web_url}/{PAGES[link.purpose]}?token={token}"
            name = link.display_name or user.display_name
            text = link_mail(user.locale, name, link.purpose, address, user.email)
        await platform.mailer.send(_mail(str(link.id), to, text))

    return JobHandler(SendLinkMail, handle)


async def _owner_in_the_way(session: AsyncSession, link: MailLinkRow, user: UserRow) -> UserRow | None:
    """Who has the address already that a link would register or move to."""
    if link.purpose is MailLinkPurpose.VERIFY_EMAIL:
        return user if user.status is not UserStatus.UNVERIFIED else None
    if link.purpose is MailLinkPurpose.CHANGE_EMAIL and link.email is not None:
        return await user_by_email(session, link.email)
    return None


def bind_notice(tools: Tools) -> JobHandler:
    """Tells a person what happened to their account."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendNotice) -> None:
        async with run.read() as read:
            user = await read.session.get(UserRow, message.recipient_id)
            session = await read.session.get(SessionRow, message.session_id) if message.session_id else None
        if user is None:
            return
        facts = _facts(session, platform.places, user.locale, message.at)
        text = notice_mail(user.locale, user.display_name, message.notice, platform.settings.web_url, facts)
        await platform.mailer.send(_mail(str(run.job.id), user.email, text))

    return JobHandler(SendNotice, handle)


def _facts(session: SessionRow | None, places: Places, locale: str, at: datetime | None) -> SessionFacts | None:
    if session is None:
        return SessionFacts("", "", at) if at is not None else None
    found = places.find(session.address, locale)
    named = ", ".join(part for part in (found.city, found.country) if part) if found else ""
    where = f"{named} ({session.address})" if named and session.address else named or session.address
    return SessionFacts(device_in_words(session.user_agent), where, at or session.created_at)


def _mail(message_id: str, to: str, text: MailText) -> Mail:
    return Mail(message_id, to, text.subject, text.text)
