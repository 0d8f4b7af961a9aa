"""What pages that show a document have in common."""

from typing import Any

from councilhub.types import Viewer
from initiatives import content
from initiatives.models import Initiative, Revision
from initiatives.reading.names import names_in
from initiatives.reading.page import page_of


def page_context(
    initiative: Initiative, viewer: Viewer, revision: Revision | None = None
) -> dict[str, Any]:
    """What `_content.html` needs: of a revision, or of what is published."""
    document = revision.document if revision else initiative.document
    lead = initiative.lead_council
    page = page_of(
        content.blank_document() | document,
        clearance=viewer.clearance,
        lead=lead,
        names=names_in(document),
    )
    return {"section": "initiatives", "initiative": initiative, "page": page}
