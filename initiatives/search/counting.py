"""What a statement counts: how many of its matches have each value of a filter."""

# What a row counts for: a column, or an array to unfold.
COLUMNS = {
    "stage": "stage",
    "council_type": "council_type",
    "population": "population_band",
    "nation": "nation",
    "region": "region",
    "cost": "cost_band",
    "year": "year",
    "evidence": "evidence_level",
    "outcome": "measured",
}
ARRAYS = {"function": "functions", "theme": "themes", "partner_kind": "partner_kinds"}
COUNTED = [*COLUMNS, *ARRAYS]


def counts_in(found: str, names: list[str]) -> list[str]:
    """How many of what was found have each value of these filters."""
    parts = [
        f"SELECT '{name}', v::text, count(*), NULL, NULL"  # noqa: S608 - our own words
        f" FROM (SELECT unnest({ARRAYS[name]}) AS v FROM {found}) each GROUP BY v"
        for name in names
        if name in ARRAYS
    ]
    columns = {name: COLUMNS[name] for name in names if name in COLUMNS}
    if columns:
        kinds = " ".join(
            f"WHEN grouping({column}) = 0 THEN '{name}'"
            for name, column in columns.items()
        )
        values = ", ".join(f"{column}::text" for column in columns.values())
        sets = ", ".join(f"({column})" for column in columns.values())
        parts.append(
            f"SELECT CASE {kinds} END, coalesce({values}), count(*), NULL, NULL"  # noqa: S608 - our own words
            f" FROM {found} GROUP BY GROUPING SETS ({sets})"
        )
    return parts
