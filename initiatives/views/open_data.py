"""Initiatives to take away and to follow: public ones alone, whoever asks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from councilhub.types import VISITOR
from initiatives.choices import Audience
from initiatives.content import without_controls
from initiatives.models import Initiative
from initiatives.reading.open_data import COLUMNS, as_csv, as_json, records
from initiatives.reading.rows import rows_for
from initiatives.search.find import matching
from initiatives.search.query import BrowseQuery

FEED_SIZE = 50


@require_safe
def initiative_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All that match the filters of the list, as a CSV file."""
    rows = records(_pks(request))
    response = StreamingHttpResponse(as_csv(rows, COLUMNS), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="initiatives.csv"'
    return response


@require_safe
def initiative_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same as JSON, each with its whole document."""
    rows = records(_pks(request))
    return StreamingHttpResponse(as_json(rows), content_type="application/json")


@require_safe
def initiative_feed(request: HttpRequest) -> HttpResponse:
    """The newest that match the filters of the list, as an Atom feed."""
    feed = Atom1Feed(
        title=_("CouncilHub: newest initiatives"),
        link=f"{settings.SITE_URL}{reverse('initiatives:list')}",
        description=_("What UK councils did about shared problems"),
        feed_url=f"{settings.SITE_URL}{request.get_full_path()}",
        language="en-gb",
    )
    listed = Initiative.objects.listed_for(VISITOR)
    for initiative in rows_for(_pks(request, most=FEED_SIZE), listed):
        if initiative.invented:
            continue
        feed.add_item(
            title=without_controls(initiative.title),
            link=f"{settings.SITE_URL}{initiative.get_absolute_url()}",
            unique_id=f"{settings.SITE_URL}/i/{initiative.reference}",
            description=without_controls(initiative.summary),
            author_name=without_controls(
                str(initiative.supplied_by or initiative.lead_council)
            ),
            pubdate=initiative.published_at,
            updateddate=initiative.updated_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _pks(request: HttpRequest, most: int | None = None) -> list[int]:
    return matching(BrowseQuery.read(request.GET), Audience.PUBLIC, most=most)
