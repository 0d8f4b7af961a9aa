"""Work done behind the pages. Each task is safe to run twice."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from initiatives import emails
from initiatives.choices import Status
from initiatives.models import WantAnswer


@app.task(name="initiatives.tell_of_answer")
@transaction.atomic
def tell_of_answer(answer_id: int) -> None:
    """Write to those who asked for what this answers: all of them, once."""
    answers = WantAnswer.objects.select_for_update(of=("self",)).select_related(
        "want", "initiative__lead_council"
    )
    untold = answers.standing().filter(
        told_at=None, initiative__status=Status.PUBLISHED
    )
    answer = untold.filter(pk=answer_id).first()
    if answer is None:
        return
    answer.told_at = timezone.now()
    answer.save(update_fields=["told_at"])
    emails.tell_want_met(answer, answer.want.supports.standing())
