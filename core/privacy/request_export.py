from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.privacy.errors import ExportRunningError, TooManyExportsError
from core.privacy.messages import ExportData
from core.privacy.models import DataExportRow, ExportStatus

DAY = timedelta(days=1)


async def request_export(uow: UnitOfWork, clock: Clock, most_a_day: int, presence: str) -> DataExportRow:
    """Have everything about the person written into an archive. `presence` is how they showed that it is they.

    One at a time. Raises ExportRunningError, TooManyExportsError.
    """
    made = select(func.count()).where(DataExportRow.user_id == uow.person, DataExportRow.created_at > clock.now() - DAY)
    if (await uow.session.execute(made)).scalar_one() >= most_a_day:
        raise TooManyExportsError(f"At most {most_a_day} exports a day.")
    export_id = new_id()
    row = DataExportRow(
        id=export_id,
        user_id=uow.person,
        status=ExportStatus.RUNNING,
        storage_key=f"people/{uow.person}/exports/{export_id}",
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError:
        raise ExportRunningError("An export is on its way already.") from None
    row.job_id = await enqueue(uow, ExportData(export_id=export_id))
    uow.record(
        KeyAction(uow.person, "data.export_requested", "data_export", export_id, uow.person, {"presence": presence})
    )
    await uow.session.flush()
    return row
