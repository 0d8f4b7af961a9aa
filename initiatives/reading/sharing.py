"""An initiative for those who pass it on: data that machines read, and a citation."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from initiatives.choices import Language, TextLicence
from initiatives.models import Initiative
from initiatives.reading.page import Page
from initiatives.reading.words import day

LICENCES = {
    TextLicence.OGL: (
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    ),
    TextLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
}
LANGUAGES = {Language.ENGLISH: "en-GB", Language.WELSH: "cy"}
# As Django's json_script does it: nothing in a text can end the element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
HUB = {"@type": "Organization", "name": "CouncilHub", "url": settings.SITE_URL}


def lasting_address(initiative: Initiative) -> str:
    """Short, and true even if a moderator moves the page."""
    path = reverse("reference", args=[initiative.reference])
    return f"{settings.SITE_URL}{path}"


def citation(initiative: Initiative, page: Page) -> str:
    """A sentence ready for a report: who, what, when, where, on what terms."""
    if not initiative.published_at:
        return ""
    facts = {
        "who": page.leads,
        "title": page.document["title"],
        "reference": initiative.reference,
        "day": date_format(localtime(initiative.published_at)),
    }
    if initiative.is_library_summary:
        said = _summary_cited(initiative.source, facts)
    else:
        said = (
            _("%(who)s, ‘%(title)s’, CouncilHub %(reference)s, published %(day)s.")
            % facts
        )
    if initiative.supplied_by:
        said += " " + _("Supplied by %(who)s.") % {"who": initiative.supplied_by}
    return f"{said} {lasting_address(initiative)}. {page.licence}."


def _summary_cited(source: dict[str, str], facts: dict[str, str]) -> str:
    """The council did it and did not write it: the hub did, from what is named."""
    named = [source.get("publisher"), source.get("title"), day(source.get("date", ""))]
    return _(
        "CouncilHub, ‘%(title)s’ (%(who)s), %(reference)s, summarised %(day)s from:"
        " %(source)s."
    ) % (facts | {"source": ", ".join(part for part in named if part)})


def linked_data(initiative: Initiative, page: Page) -> SafeString:
    """Schema.org's words for what everybody may read; nothing for the rest."""
    if not initiative.is_public:
        return SafeString("")
    told = {key: value for key, value in _report(initiative, page).items() if value}
    text = json.dumps({"@context": "https://schema.org", **told}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped on this line


def _report(initiative: Initiative, page: Page) -> dict[str, Any]:
    document, url = page.document, f"{settings.SITE_URL}{initiative.get_absolute_url()}"
    council = _council(initiative)
    return {
        "@type": "Report",
        "@id": url,
        "url": url,
        "identifier": initiative.reference,
        "reportNumber": initiative.reference,
        "headline": document["title"],
        "abstract": document["summary"],
        "inLanguage": LANGUAGES.get(document["language"]),
        "datePublished": _moment(initiative.published_at),
        "dateModified": _moment(initiative.updated_at),
        "isAccessibleForFree": True,
        "license": LICENCES.get(document["text_licence"]),
        "author": _author(initiative) or council,
        "sourceOrganization": council,
        "publisher": HUB,
        "keywords": [topic.text for topic in [*page.functions, *page.themes]],
        "isBasedOn": _source(initiative.source),
        "citation": [
            {"@type": "CreativeWork", "name": item.text, "url": item.url}
            for item in page.evidence
            if item.url
        ],
    }


def _author(initiative: Initiative) -> dict[str, str] | None:
    """Who wrote it, if that is not the council itself."""
    if initiative.is_library_summary:
        return HUB
    if not initiative.supplied_by:
        return None
    return {"@type": "Organization", "name": initiative.supplied_by.name}


def _council(initiative: Initiative) -> dict[str, str] | None:
    lead = initiative.lead_council
    if not lead:
        return None
    return {
        "@type": "GovernmentOrganization",
        "name": lead.name,
        "url": f"{settings.SITE_URL}{lead.get_absolute_url()}",
    }


def _source(source: dict[str, str]) -> dict[str, Any] | None:
    if not (source.get("title") or source.get("url")):
        return None
    publisher = source.get("publisher")
    told = {
        "name": source.get("title"),
        "url": source.get("url"),
        "datePublished": source.get("date"),
        "publisher": {"@type": "Organization", "name": publisher} if publisher else "",
    }
    return {"@type": "CreativeWork"} | {
        key: value for key, value in told.items() if value
    }


def _moment(moment: Any) -> str:
    return localtime(moment).isoformat(timespec="seconds") if moment else ""
