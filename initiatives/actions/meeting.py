"""When readers get what answers a need."""

from django.db import transaction
from django.utils import timezone

from initiatives import jobs
from initiatives.models import Initiative, WantAnswer


@transaction.atomic
def meet_wants(initiative: Initiative) -> None:
    """Readers have it now: it meets what it was linked to, and a job tells those who
    asked, in the same transaction.
    """
    waiting = WantAnswer.objects.filter(initiative=initiative).waiting()
    for answer in waiting.select_for_update(of=("self",)):
        answer.live_at = timezone.now()
        answer.save(update_fields=["live_at"])
        jobs.tell_of_answer.defer(answer_id=answer.pk)
