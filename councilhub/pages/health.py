"""For machines: does the process answer, and can it do its work?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from councilhub.readiness import wanting


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """503 names what is wanting: the database, a migration, or the job worker."""
    bad = wanting()
    return JsonResponse({"ready": not bad, "wanting": bad}, status=503 if bad else 200)
