"""The register of UK councils, and what is published about each. Knows no people."""

from councils.models.council import Council, CouncilQuerySet
from councils.models.facts import EmailDomain, Metric, Neighbour
from councils.models.names import plain
from councils.models.population import (
    POPULATION_BANDS,
    PopulationBand,
    population_band,
)

__all__ = [
    "POPULATION_BANDS",
    "Council",
    "CouncilQuerySet",
    "EmailDomain",
    "Metric",
    "Neighbour",
    "PopulationBand",
    "plain",
    "population_band",
]
