"""The models of the heart of the hub, one noun a file."""

from initiatives.models.confirmation import Confirmation
from initiatives.models.history import Decision, HistoryEntry, why_sent_back
from initiatives.models.initiative import FormerSlug, Initiative, pk_from_reference
from initiatives.models.language import Synonym, Word
from initiatives.models.meaning import Meaning
from initiatives.models.parts import (
    Artefact,
    Contact,
    Involvement,
    Outcome,
    Saving,
    Uptake,
)
from initiatives.models.reads import ReadCount
from initiatives.models.revision import (
    Revision,
    WorkingCopy,
    newest_shown_to,
    working_copy,
)
from initiatives.models.saved_search import SavedSearch
from initiatives.models.search_row import SearchRow
from initiatives.models.topics import Function, Theme
from initiatives.models.want_parts import WantAnswer, WantSupport
from initiatives.models.wanted import Want

__all__ = [
    "Artefact",
    "Confirmation",
    "Contact",
    "Decision",
    "FormerSlug",
    "Function",
    "HistoryEntry",
    "Initiative",
    "Involvement",
    "Meaning",
    "Outcome",
    "ReadCount",
    "Revision",
    "SavedSearch",
    "Saving",
    "SearchRow",
    "Synonym",
    "Theme",
    "Uptake",
    "Want",
    "WantAnswer",
    "WantSupport",
    "Word",
    "WorkingCopy",
    "newest_shown_to",
    "pk_from_reference",
    "why_sent_back",
    "working_copy",
]
