"""Makes the register of a test; `tests.factories` gives it on."""

import factory
from factory.django import DjangoModelFactory

from councils.models import Council, EmailDomain, Metric, Neighbour


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    la_code = factory.Sequence(lambda n: f"C{n:03}")
    gss_code = factory.Sequence(lambda n: f"E0600{n:04}")
    short_name = factory.Sequence(lambda n: f"Place {n}")
    name = factory.LazyAttribute(lambda o: f"{o.short_name} Council")
    slug = factory.LazyAttribute(lambda o: o.short_name.lower().replace(" ", "-"))
    type = Council.Type.UNITARY
    nation = Council.Nation.ENGLAND
    region = Council.Region.SOUTH_EAST
    population = 200_000


class EmailDomainFactory(DjangoModelFactory):
    class Meta:
        model = EmailDomain

    council = factory.SubFactory(CouncilFactory)
    domain = factory.LazyAttribute(lambda o: f"{o.council.slug}.gov.uk")


class MetricFactory(DjangoModelFactory):
    class Meta:
        model = Metric

    council = factory.SubFactory(CouncilFactory)
    kind = "population"
    value = 200_000
    period = "2020"
    source = "ONS"


class NeighbourFactory(DjangoModelFactory):
    class Meta:
        model = Neighbour

    council = factory.SubFactory(CouncilFactory)
    neighbour = factory.SubFactory(CouncilFactory)
    rank = factory.Sequence(lambda n: n + 1)
    source = "ONS"
