"""Makes the saved searches and needs of a test; `tests.factories` gives them on."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from initiatives.models import SavedSearch, Want, WantAnswer, WantSupport


class SavedSearchFactory(DjangoModelFactory):
    """One that is due today, and was looked at last a week ago."""

    class Meta:
        model = SavedSearch

    user = factory.SubFactory("tests.factories.UserFactory")
    name = factory.Sequence(lambda n: f"Search {n}")
    query = "q=food+waste"
    asks = "‘food waste’"
    frequency = SavedSearch.Frequency.DAILY
    next_mail_on = factory.LazyFunction(timezone.localdate)
    created_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
    checked_at = factory.SelfAttribute("created_at")


class WantFactory(DjangoModelFactory):
    """A need of one council, which a person there added."""

    class Meta:
        model = Want
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"A way to do thing number {n}")
    slug = factory.Sequence(lambda n: f"thing-{n}")
    council = factory.SubFactory("tests.factories.CouncilFactory")

    @factory.post_generation
    def support(self, create, extracted, **kwargs):
        WantSupportFactory(want=self, council=self.council, by=self.added_by)


class WantSupportFactory(DjangoModelFactory):
    class Meta:
        model = WantSupport

    want = factory.SubFactory(WantFactory)
    council = factory.SubFactory("tests.factories.CouncilFactory")


class WantAnswerFactory(DjangoModelFactory):
    class Meta:
        model = WantAnswer

    want = factory.SubFactory(WantFactory)
    council = factory.SelfAttribute("initiative.lead_council")
    live_at = factory.LazyFunction(timezone.now)
