"""Changes to the register that span its tables."""

from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from councils.models import Council, EmailDomain, Metric, Neighbour
from councils.register import BrokenRegisterError, Problem, Row
from councils.register.rows import SCALARS
from councils.register.stored import facts_in_file, facts_stored

UPDATED = [*SCALARS, "alt_names", "search_name"]

PERCENTILES = """
UPDATE councils_metric SET percentile = ranked.percentile, compared = ranked.compared
FROM (
    SELECT metric.id,
           100 * (rank() OVER together - 1) / count(*) OVER kind AS percentile,
           count(*) OVER kind AS compared
    FROM councils_metric metric
    JOIN councils_council council ON council.id = metric.council_id
    WHERE metric.value IS NOT NULL
      AND (council.ends_on IS NULL OR council.ends_on >= CURRENT_DATE)
    WINDOW kind AS (PARTITION BY metric.kind, council.type = 'combined-authority'),
           together AS (kind ORDER BY metric.value)
) AS ranked
WHERE ranked.id = councils_metric.id
  AND (councils_metric.percentile, councils_metric.compared)
      IS DISTINCT FROM (ranked.percentile, ranked.compared)
"""


@dataclass
class Loaded:
    """What `load_register` did, by register code."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    not_in_file: list[str] = field(default_factory=list)


@transaction.atomic
def load_register(*, rows: list[Row]) -> Loaded:
    """Make the register say what `rows` say. Councils that no row names stay as they
    are, and so do the trust and the e-mail domains that moderators look after.
    """
    stored, loaded = facts_stored(), Loaded()
    for row in rows:
        if row.code not in stored:
            loaded.added.append(row.code)
        elif facts_in_file(row) != stored[row.code]:
            loaded.changed.append(row.code)
        else:
            loaded.unchanged.append(row.code)
    loaded.not_in_file = sorted(stored.keys() - {row.code for row in rows})
    refuse_what_others_have(rows, loaded.not_in_file)
    touched = {*loaded.added, *loaded.changed}
    if touched:
        write([row for row in rows if row.code in touched])
        add_domains([row for row in rows if row.code in loaded.added])
    return loaded


def refuse_what_others_have(rows: list[Row], others: list[str]) -> None:
    """A slug or GSS code of a council that the file leaves out is taken."""
    taken = {
        name: dict(
            Council.objects.filter(la_code__in=others)
            .exclude(**{name: ""})
            .values_list(name, "la_code")
        )
        for name in ("slug", "gss_code")
    }
    problems = [
        Problem(row.line, f"{name}: {held[value]}, not in the file, has “{value}”.")
        for name, held in taken.items()
        for row in rows
        if (value := getattr(row.council, name)) in held
    ]
    if problems:
        raise BrokenRegisterError(sorted(problems))


def write(rows: list[Row]) -> None:
    codes = [row.code for row in rows]
    there = Council.objects.filter(la_code__in=codes)
    # Councils may swap slugs and GSS codes, which are unique line by line.
    there.update(slug=Concat(Value("moving-"), F("la_code")), gss_code="")
    Council.objects.bulk_create(
        [row.council for row in rows],
        update_conflicts=True,
        unique_fields=["la_code"],
        update_fields=UPDATED,
    )
    ids = dict(Council.objects.values_list("la_code", "pk"))
    write_relations(rows, ids)
    write_facts(rows, ids)
    with connection.cursor() as cursor:
        # Believing the tables as empty as they were, the planner would take seconds.
        cursor.execute("ANALYZE councils_council, councils_metric")
        cursor.execute(PERCENTILES)


def write_relations(rows: list[Row], ids: dict[str, int]) -> None:
    councils = [row.council for row in rows]
    for row in rows:
        row.council.pk = ids[row.code]
        row.council.upper_tier_id = ids.get(row.upper_tier)
        row.council.combined_authority_id = ids.get(row.combined_authority)
    Council.objects.bulk_update(councils, ["upper_tier", "combined_authority"])
    link = Council.successors.through
    link.objects.filter(from_council__in=councils).delete()
    link.objects.bulk_create(
        link(from_council_id=row.council.pk, to_council_id=ids[code])
        for row in rows
        for code in row.successors
    )


def write_facts(rows: list[Row], ids: dict[str, int]) -> None:
    these = Q(council__in=[row.council for row in rows])
    Metric.objects.filter(these).delete()
    Metric.objects.bulk_create(
        Metric(
            council=row.council,
            kind=kind,
            value=figure.value,
            label=figure.label,
            period=figure.period,
            source=figure.source,
        )
        for row in rows
        for kind, figure in row.figures.items()
    )
    Neighbour.objects.filter(these, likeness=Neighbour.Likeness.OVERALL).delete()
    Neighbour.objects.bulk_create(
        Neighbour(
            council=row.council,
            neighbour_id=ids[code],
            rank=rank,
            source=row.neighbours_source,
        )
        for row in rows
        for rank, code in enumerate(row.neighbours, start=1)
    )


def add_domains(rows: list[Row]) -> None:
    """Only for councils new to the hub: what moderators changed since is theirs."""
    EmailDomain.objects.bulk_create(
        EmailDomain(council=row.council, domain=domain)
        for row in rows
        for domain in row.email_domains
    )
