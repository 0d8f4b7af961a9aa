"""For machines: does the process answer, and can it do its work?"""

import datetime as dt

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob

JOBS_LATE_MINUTES = 15


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """503 names what is wanting: the database, a migration, or the job worker."""
    try:
        wanting = {"migrations": not _migrated(), "jobs": _jobs_late()}
    except DatabaseError:
        wanting = {"database": True}
    bad = [name for name, is_bad in wanting.items() if is_bad]
    return JsonResponse({"ready": not bad, "wanting": bad}, status=503 if bad else 200)


def _migrated() -> bool:
    if cache.get("migrated"):
        return True
    executor = MigrationExecutor(connection)
    done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    cache.set("migrated", done, 3600)
    return done


def _jobs_late() -> bool:
    limit = timezone.now() - dt.timedelta(minutes=JOBS_LATE_MINUTES)
    waiting = ProcrastinateJob.objects.filter(status="todo")
    return waiting.filter(
        procrastinateevent__type="deferred",
        procrastinateevent__at__lt=limit,
        scheduled_at=None,
    ).exists()
