"""Can the hub do its work? Machines ask for the database, the tables, the jobs."""

import datetime as dt

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

JOBS_LATE_MINUTES = 15


def wanting() -> list[str]:
    """What keeps the hub from working: the database, a migration, the job worker."""
    try:
        missing = {"migrations": not _migrated(), "jobs": _jobs_late()}
    except DatabaseError:
        missing = {"database": True}
    return [name for name, is_missing in missing.items() if is_missing]


def _migrated() -> bool:
    known = caches["process"]  # the other one is in the database, if that is made
    if known.get("migrated"):
        return True
    executor = MigrationExecutor(connection)
    done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    known.set("migrated", done, 3600)
    return done


def _jobs_late() -> bool:
    limit = timezone.now() - dt.timedelta(minutes=JOBS_LATE_MINUTES)
    waiting = ProcrastinateJob.objects.filter(status="todo")
    return waiting.filter(
        procrastinateevent__type="deferred",
        procrastinateevent__at__lt=limit,
        scheduled_at=None,
    ).exists()
