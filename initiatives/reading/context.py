"""What pages that show a document have in common."""

from typing import Any

from councilhub.types import Viewer
from initiatives import content
from initiatives.choices import Audience, State
from initiatives.models import Initiative, Revision
from initiatives.reading.facts import source_of
from initiatives.reading.names import links_in
from initiatives.reading.page import page_of

CONFIRMED_STATES = {State.SUBMITTED, State.PUBLISHED, State.SUPERSEDED}


def page_context(
    initiative: Initiative,
    viewer: Viewer,
    revision: Revision | None = None,
    *,
    is_own: bool = False,
) -> dict[str, Any]:
    """What `_content.html` needs: of a revision, or of what is published.

    Its own people read all that they wrote, whomever they wrote it for.
    """
    document = revision.document if revision else initiative.document
    clearance = Audience.COUNCILS if is_own else viewer.clearance
    page = page_of(
        content.blank_document() | document,
        clearance=clearance,
        lead=initiative.lead_council,
        links=links_in(document, clearance),
    )
    # What its councils have not confirmed yet must not say so, whatever stood before.
    is_confirmed = initiative.supplied_by_id and (
        revision is None or revision.state in CONFIRMED_STATES
    )
    return {
        "section": "initiatives",
        "initiative": initiative,
        "page": page,
        "confirmed_by": page.leads if is_confirmed else "",
        "source_note": source_of(initiative.source),
    }
