"""What a person wrote and did to initiatives."""

from typing import Any

from initiatives.models import HistoryEntry, Want, WantAnswer, WantSupport


def work_of(user: Any) -> dict[str, Any]:
    """In plain values, for the person to read and to take away."""
    acts = HistoryEntry.objects.filter(by=user).select_related("initiative")
    return {
        "searches": [
            {
                "name": search.name,
                "asks": search.asks,
                "how_often": search.get_frequency_display(),
                "saved": search.created_at,
            }
            for search in user.saved_searches.order_by("pk")
        ],
        **_needs_of(user),
        "wrote": [
            {
                "reference": written.reference,
                "title": written.title,
                "status": written.get_status_display(),
                "started": written.created_at,
            }
            for written in user.initiatives_written.order_by("pk")
        ],
        "did": [
            {
                "what": act.get_act_display(),
                "initiative": act.initiative.reference,
                "at": act.at,
                "reason": act.reason,
            }
            for act in acts.order_by("pk")
        ],
    }


def _needs_of(user: Any) -> dict[str, Any]:
    """What they spoke for, added and answered."""
    asked = WantSupport.objects.filter(by=user).select_related("want", "council")
    added = Want.objects.filter(added_by=user).select_related("council")
    answered = WantAnswer.objects.filter(by=user).select_related("want", "initiative")
    return {
        "wanted": [
            {
                "need": one.want.title,
                "council": one.council.name,
                "said": one.at,
                "taken_back": one.left_at,
            }
            for one in asked.order_by("pk")
        ],
        "needs_added": [
            {
                "need": want.title,
                "why": want.why,
                "council": want.council.name,
                "added": want.created_at,
            }
            for want in added.order_by("pk")
        ],
        "answered": [
            {
                "need": answer.want.title,
                "initiative": answer.initiative.reference,
                "linked": answer.at,
                "withdrawn": answer.withdrawn_at,
            }
            for answer in answered.order_by("pk")
        ],
    }
