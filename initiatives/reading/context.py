"""What pages that show a document have in common."""

from typing import Any

from councilhub.types import Viewer
from initiatives import content
from initiatives.choices import State
from initiatives.models import Initiative, Revision
from initiatives.reading.facts import source_of
from initiatives.reading.names import links_in
from initiatives.reading.page import page_of

CONFIRMED_STATES = {State.SUBMITTED, State.PUBLISHED, State.SUPERSEDED}


def page_context(
    initiative: Initiative, viewer: Viewer, revision: Revision | None = None
) -> dict[str, Any]:
    """What `_content.html` needs: of a revision, or of what is published."""
    document = revision.document if revision else initiative.document
    page = page_of(
        content.blank_document() | document,
        clearance=viewer.clearance,
        lead=initiative.lead_council,
        links=links_in(document, viewer.clearance),
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
