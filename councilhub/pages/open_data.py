"""The register as open data, and the maps of the site for machines."""

import datetime as dt

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from councilhub.pages import about
from councilhub.types import VISITOR
from councils.models import Council
from initiatives.models import Function, Initiative
from initiatives.reading.open_data import as_csv
from partners.models import Partner

COUNCIL_COLUMNS = [
    "la_code", "gss_code", "name", "short_name", "type", "nation", "region",
    "upper_tier", "population", "starts_on", "ends_on", "website", "url",
]  # fmt: skip
CLOSED = ("/accounts/", "/admin/", "/my/", "/demo/", "/mail/")


@require_safe
def council_csv(_request: HttpRequest) -> StreamingHttpResponse:
    """Every council of the register, abolished ones included."""
    councils = Council.objects.public().select_related("upper_tier")
    rows = (
        {
            **{column: getattr(council, column, "") for column in COUNCIL_COLUMNS},
            "upper_tier": council.upper_tier.la_code if council.upper_tier else "",
            "url": f"{settings.SITE_URL}{council.get_absolute_url()}",
        }
        for council in councils
    )
    response = StreamingHttpResponse(
        as_csv(rows, COUNCIL_COLUMNS), content_type="text/csv"
    )
    response["Content-Disposition"] = 'attachment; filename="councils.csv"'
    return response


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    text = f"User-agent: *\n{closed}Sitemap: {settings.SITE_URL}{reverse('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain")


class Pages(Sitemap):  # type: ignore[type-arg]
    """Pages that are always there."""

    def items(self) -> list[str]:
        initiatives = ["initiatives:list", "initiatives:map"]
        lists = ["home", *initiatives, "councils:list", "partners:list", "wanted:list"]
        return lists + [f"about:{page}" for page in about.PAGES]

    def location(self, item: str) -> str:
        return reverse(item)


class Initiatives(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Initiative]:
        listed = Initiative.objects.listed_for(VISITOR).real()
        return listed.only("slug", "updated_at").order_by("pk")

    def lastmod(self, obj: Initiative) -> dt.datetime | None:
        return obj.updated_at


class Councils(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Council]:
        return Council.objects.public().only("slug").order_by("pk")


class Partners(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Partner]:
        return Partner.objects.public().only("slug").order_by("pk")


class Functions(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Function]:
        return Function.objects.only("slug").order_by("pk")


SITEMAPS = {
    "pages": Pages,
    "initiatives": Initiatives,
    "councils": Councils,
    "partners": Partners,
    "functions": Functions,
}
