"""Councils beside each other, in figures."""

from councils import likeness
from councils.models import Metric


def figure(kind, percentile, label=""):
    return Metric(kind=kind, percentile=percentile, label=label)


def figures(**percentiles):
    named = {name.replace("_", "-"): value for name, value in percentiles.items()}
    return {kind: figure(kind, value) for kind, value in named.items()}


def test_what_differs_most_is_said_from_the_other_councils_side():
    own = figures(population=80, density=50, deprivation=20)

    other = figures(population=60, density=95, deprivation=25)

    assert likeness.difference(own, other) == "more densely populated"
    assert likeness.difference(other, own) == "less densely populated"


def test_hardly_any_difference_is_none():
    assert likeness.difference(figures(population=50), figures(population=59)) == ""


def test_a_figure_that_one_of_them_lacks_is_not_compared():
    own = figures(population=50, pay=90)

    assert likeness.difference(own, figures(population=70)) == "more people"
    assert likeness.difference(own, {}) == ""
    assert likeness.difference(own, {"pay": figure("pay", None)}) == ""


def test_peers_are_ticks_on_the_scale_of_a_council():
    own = figures(population=50, pay=10)

    [population, pay] = likeness.places(own, [figures(population=40), figures(pay=7)])

    assert (population.metric.kind, population.ticks) == ("population", [40])
    assert (pay.metric.kind, pay.ticks) == ("pay", [7])


def test_cells_of_what_is_not_known_are_empty():
    known = {"density": figure("density", 1, "9")}

    labels = [cell.label for cell in likeness.cells(known)]

    assert labels == ["", "9", "", ""]
