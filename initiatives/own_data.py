"""What a person wrote and did to initiatives."""

from typing import Any

from initiatives.models import HistoryEntry


def work_of(user: Any) -> dict[str, Any]:
    """In plain values, for the person to read and to take away."""
    acts = HistoryEntry.objects.filter(by=user).select_related("initiative")
    return {
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
