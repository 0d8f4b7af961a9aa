"""Makes the people, places and initiatives of a test; each as the hub itself would."""

from importlib import import_module

import factory
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import (
    MODERATORS,
    Membership,
    MembershipRequest,
    OutgoingEmail,
    User,
)
from accounts.viewer import viewer_for
from councils.models import Council
from initiatives import actions, content
from initiatives.actions.deciding import put_live
from initiatives.choices import Evidence, State
from initiatives.models import (
    Contact,
    FormerSlug,
    Function,
    HistoryEntry,
    Initiative,
    ReadCount,
    Synonym,
    Theme,
    Uptake,
    pk_from_reference,
)
from initiatives.publishing import Slugs, database_keys, set_live, write_rows
from initiatives.search import embedding, meaning
from partners.models import Partner
from tests.factories_councils import (
    CouncilFactory,
    EmailDomainFactory,
    MetricFactory,
    NeighbourFactory,
)
from tests.factories_wanted import (
    SavedSearchFactory,
    WantAnswerFactory,
    WantFactory,
    WantSupportFactory,
)

__all__ = [
    "CouncilFactory", "EmailDomainFactory", "MetricFactory", "NeighbourFactory",
    "SavedSearchFactory", "WantAnswerFactory", "WantFactory", "WantSupportFactory",
]  # fmt: skip


class FunctionFactory(DjangoModelFactory):
    class Meta:
        model = Function

    code = factory.Sequence(lambda n: f"{900 + n}")
    name = factory.Sequence(lambda n: f"Service {n}")
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"Theme {n}")
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))


class SynonymFactory(DjangoModelFactory):
    class Meta:
        model = Synonym

    term = factory.Sequence(lambda n: f"AB{n}")
    meaning = factory.Sequence(lambda n: f"a thing like {n}")


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Firm {n}")
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))
    kind = Partner.Kind.SUPPLIER
    email_domain = factory.LazyAttribute(lambda o: f"{o.slug}.example")
    status = Partner.Status.VERIFIED


class UserFactory(DjangoModelFactory):
    """A person whose address is verified; `council` or `partner` gives a place."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        EmailAddress.objects.create(
            user=self, email=self.email, verified=True, primary=True
        )

    @factory.post_generation
    def council(self, create, extracted, **kwargs):
        if extracted:
            MembershipFactory(user=self, council=extracted)

    @factory.post_generation
    def partner(self, create, extracted, **kwargs):
        if extracted:
            MembershipFactory(user=self, partner=extracted)

    @factory.post_generation
    def moderates(self, create, extracted, **kwargs):
        if extracted:
            self.groups.add(moderators())


def moderators():
    """The group of the migration; made again where a test emptied the tables."""
    if not Group.objects.filter(name=MODERATORS).exists():
        import_module("initiatives.migrations.0003_moderators").make_group(apps, None)
        later = import_module("initiatives.migrations.0010_language_of_the_trade")
        later.MODERATORS_MAY.code(apps, None)
        later = import_module("initiatives.migrations.0014_saved_and_wanted")
        for grant in later.MODERATORS_MAY:
            grant.code(apps, None)
    return Group.objects.get(name=MODERATORS)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    work_email = factory.LazyAttribute(lambda o: o.user.email)
    proof = Membership.Proof.EMAIL_DOMAIN


class MembershipRequestFactory(DjangoModelFactory):
    class Meta:
        model = MembershipRequest

    user = factory.SubFactory(UserFactory)
    council = factory.SubFactory(CouncilFactory)
    work_email = factory.LazyAttribute(lambda o: o.user.email)


class OutgoingEmailFactory(DjangoModelFactory):
    class Meta:
        model = OutgoingEmail

    to = "somebody@example.org"
    subject = "Hello"
    text = "Hello.\n"
    kind = "test"


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    name = "The waste team"
    email = "waste@example.org"


class UptakeFactory(DjangoModelFactory):
    class Meta:
        model = Uptake

    council = factory.SubFactory(CouncilFactory)
    status = "live"


class ReadCountFactory(DjangoModelFactory):
    class Meta:
        model = ReadCount

    day = factory.LazyFunction(timezone.localdate)
    count = 1


def a_function():
    return Function.objects.order_by("pk").first() or FunctionFactory()


SOURCE = {
    "uid": "5a1ce000",
    "kind": "comparative",
    "title": "What the university found",
    "url": "https://example.org/found",
    "independent": True,
    "date": "2025",
}


def document(council, **fields):
    """A document with all that publishing needs, and `fields` instead of it."""
    whole = {
        "title": "Collect food waste on Sundays",
        "summary": "A pilot in three wards that halved what goes into the bin.",
        "lead_council": council.la_code,
        "functions": [a_function().code],
        "stage": "pilot",
        "challenge": "Food waste went into the bin.",
        "approach": "We asked **300 homes**.",
        "results": "Too early to say.",
    }
    if fields.get("evidence_level", 0) >= Evidence.CAUSE:
        whole["evidence"] = [SOURCE]
    return content.blank_document(**(whole | fields))


def draft(by, **fields):
    """A complete draft by this person, as their form would start it."""
    viewer = viewer_for(by)
    council = fields.pop("council", None)
    if council is None:
        council = Council.objects.get(pk=viewer.council_id)
    return actions.start_initiative(by=viewer, document=document(council, **fields))


def submitted(by, **fields):
    """A draft by this person, submitted."""
    return actions.submit(revision=draft(by, **fields), by=viewer_for(by))


def published(by=None, council=None, **fields):
    """An initiative of this officer, or of a new officer of `council`, published.

    What its way to readers leaves behind, without going it: most tests have no need to.
    """
    if by is None:
        council = council or CouncilFactory()
        by = UserFactory(council=council)
    else:
        council = Council.objects.get(memberships__user=by, memberships__until=None)
    whole = document(council, **fields)
    assert content.missing(whole) + content.too_long(whole) == []
    keys, initiative = database_keys(), Initiative(author=by)
    draft_slug = initiative.slug
    with transaction.atomic():
        set_live(initiative, whole, keys, slugs=Slugs())
        now = initiative.last_confirmed_at = initiative.updated_at
        initiative.adapted_from_id = pk_from_reference(whole["adapted_from"])
        initiative.save()
        initiative.former_slugs.create(slug=draft_slug)
        revision = initiative.revisions.create(
            number=1, author=by, document=whole, state=State.PUBLISHED,
            submitted_at=now, published_at=now,
        )  # fmt: skip
        walked = [("create", by, "", State.DRAFT),
                  ("submit", by, State.DRAFT, State.SUBMITTED),
                  ("publish", None, State.SUBMITTED, State.PUBLISHED)]  # fmt: skip
        HistoryEntry.objects.bulk_create(
            HistoryEntry(initiative=initiative, revision=revision, act=act, by=who,
                         before=before, after=after)
            for act, who, before, after in walked
        )  # fmt: skip
        write_rows([initiative], keys)
    return Initiative.objects.get(pk=initiative.pk)


def embedded(initiative, *numbers):
    """The initiative with a vector that begins like this, as a job would store it."""
    vector = [*numbers] + [0] * (meaning.LENGTH - len(numbers))
    values = [initiative.pk, initiative.audience, "made up", str(vector)]
    with connection.cursor() as cursor:
        cursor.execute(embedding.STORE, values)
    return initiative


def supplied(by, council, *, state=State.AWAITING_CONFIRMATION, **fields):
    """A partner member's case study about `council`, waiting for its yes.

    With the state *published* it is confirmed and published too.
    """
    revision = submitted(by, council=council, **fields)
    if state == State.PUBLISHED:
        for asked in revision.confirmations.all():
            officer = UserFactory(council=asked.council)
            revision = actions.confirm(confirmation=asked, by=viewer_for(officer))
        put_live(revision=revision, by=None)
    return revision


class FormerSlugFactory(DjangoModelFactory):
    class Meta:
        model = FormerSlug

    slug = factory.Sequence(lambda n: f"former-{n}")
