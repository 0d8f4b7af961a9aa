import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from councils.models import Council, EmailDomain, Metric, Neighbour

pytestmark = pytest.mark.django_db


def load(path, **options):
    out = StringIO()
    call_command("load_register", *([path] if path else []), stdout=out, **options)
    return out.getvalue().strip()


def test_the_hubs_own_register_loads_and_loads_again(
    django_assert_max_num_queries,
):
    assert load(None) == "register.csv: 475 added, 0 changed, 0 unchanged."
    with django_assert_max_num_queries(12):
        assert load(None) == "register.csv: 0 added, 0 changed, 475 unchanged."


def test_the_register_holds_what_the_sources_hold(whole_register):
    councils = Council.objects
    assert councils.count() == 475
    assert councils.current().principal().count() == 382
    assert councils.current().exclude(type="combined-authority").count() == 382
    assert councils.current().filter(type="combined-authority").count() == 16
    assert councils.ended().count() == 75
    assert councils.filter(gss_code="").count() == 27
    assert councils.get(la_code="GLA").type == Council.Type.COMBINED
    assert set(
        councils.filter(slug__contains="-until-").values_list("slug", flat=True)
    ) == {
        "buckinghamshire-until-2020",
        "dorset-until-2019",
        "north-yorkshire-until-2023",
        "somerset-until-2023",
        "north-east-combined-authority-until-2024",
    }
    assert not Metric.objects.filter(source="").exists()
    assert not Metric.objects.filter(period="").exists()


def test_neighbours_are_ten_at_most_and_of_the_same_type_first(whole_register):
    links = Neighbour.objects.select_related("council", "neighbour")
    for code, count in {"KEN": 10, "GMCA": 5, "GLA": 0}.items():
        assert links.filter(council__la_code=code).count() == count
    same = [
        link.neighbour.type == link.council.type
        for link in links.filter(council__la_code="LEE").order_by("rank")
    ]
    assert same == sorted(same, reverse=True)


def test_a_shared_domain_belongs_to_both(whole_register):
    shared = EmailDomain.objects.filter(domain="adur-worthing.gov.uk")
    assert {d.council.short_name for d in shared} == {"Adur", "Worthing"}


def test_it_says_what_it_added_changed_and_left(register_file, kent, dover):
    assert load(register_file(kent)) == (
        "register.csv: 1 added, 0 changed, 0 unchanged."
    )
    kent["area"] = "3545"
    told = load(register_file(kent, dover), verbosity=2)
    assert told.splitlines() == [
        "register.csv: 1 added, 1 changed, 0 unchanged.",
        "  added: DOV",
        "  changed: KEN",
    ]
    assert load(register_file(dover | {"upper_tier": "", "neighbours": ""})) == (
        "register.csv: 0 added, 1 changed, 0 unchanged. "
        "Left alone, as not in the file: KEN."
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "Kent Council"),
        ("alt_names", "Swydd Gaint"),
        ("ends_on", "2030-01-01"),
        ("population", "5"),
        ("rural_share", "30"),
        ("urban_rural", "Rural"),
        ("neighbours", "DOV"),
        ("successors", "DOV"),
        ("slug", "kent-county"),
        ("note", "New"),
    ],
)
def test_any_change_in_the_file_reaches_the_register(
    register_file, kent, dover, column, value
):
    load(register_file(kent, dover))
    changed = register_file(kent | {column: value}, dover)
    assert load(changed) == "register.csv: 0 added, 1 changed, 1 unchanged."
    assert load(changed) == "register.csv: 0 added, 0 changed, 2 unchanged."


def test_relations_and_figures_are_stored(register_file, kent, dover):
    load(register_file(kent, dover | {"successors": "KEN", "ends_on": "2020-03-31"}))
    stored = Council.objects.get(la_code="DOV")
    assert stored.upper_tier.la_code == "KEN"
    assert [after.la_code for after in stored.successors.all()] == ["KEN"]
    assert stored.abolished_on == dt.date(2020, 4, 1)
    labels = dict(Metric.objects.values_list("kind", "label"))
    assert labels == {
        "population": "1,589,057",
        "area": "3,544",
        "density": "448",
        "urban-rural": "Urban with rural areas",
    }


def test_moderators_decisions_survive_a_reload(register_file, kent):
    load(register_file(kent))
    EmailDomain.objects.all().delete()
    Council.objects.update(trusted_publisher=True)
    load(register_file(kent | {"note": "New"}))
    assert Council.objects.get().trusted_publisher
    assert not EmailDomain.objects.exists()


def test_two_councils_can_swap_slugs_and_codes(register_file, kent, dover):
    dover["slug"] = "dover"
    load(register_file(kent, dover))
    for column in ("slug", "gss_code"):
        kent[column], dover[column] = dover[column], kent[column]
    told = load(register_file(kent, dover))
    assert told == "register.csv: 0 added, 2 changed, 0 unchanged."
    assert Council.objects.get(slug="dover").la_code == "KEN"


def test_a_slug_of_a_council_outside_the_file_is_refused(register_file, kent, dover):
    load(register_file(kent))
    other = dover | {"slug": "kent", "upper_tier": "", "neighbours": ""}
    with pytest.raises(CommandError, match="slug: KEN, not in the file, has “kent”"):
        load(register_file(other))
    assert Council.objects.get().la_code == "KEN"


def test_a_percentile_compares_like_with_like(register_file, kent):
    rows = [
        kent
        | {"la_code": f"C{n}", "gss_code": "", "slug": f"c{n}", "area": str(n)}
        | ({"type": "combined-authority"} if n == 9 else {})
        for n in (1, 2, 3, 4, 9)
    ]
    load(register_file(*rows))
    areas = Metric.objects.filter(kind="area").order_by("value")
    assert list(areas.values_list("percentile", "compared")) == [
        (0, 4),
        (25, 4),
        (50, 4),
        (75, 4),
        (0, 1),
    ]
