"""Bands of population, as filters and facets use them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PopulationBand(models.TextChoices):
    UNDER_100K = "under-100k", _("Under 100,000")
    UNDER_250K = "100k-250k", _("100,000 to 250,000")
    UNDER_500K = "250k-500k", _("250,000 to 500,000")
    UNDER_750K = "500k-750k", _("500,000 to 750,000")
    UNDER_1M = "750k-1m", _("750,000 to 1 million")
    OVER_1M = "over-1m", _("Over 1 million")


POPULATION_BANDS = PopulationBand.choices
BAND_LIMITS = {
    PopulationBand.UNDER_100K: 100_000,
    PopulationBand.UNDER_250K: 250_000,
    PopulationBand.UNDER_500K: 500_000,
    PopulationBand.UNDER_750K: 750_000,
    PopulationBand.UNDER_1M: 1_000_000,
}


def population_band(population: int | None) -> str:
    """The slug of the band; a limit belongs to the band above it. Empty if unknown."""
    if population is None:
        return ""
    fits = (band for band, limit in BAND_LIMITS.items() if population < limit)
    return str(next(fits, PopulationBand.OVER_1M))
