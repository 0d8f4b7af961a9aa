"""No search may keep the database busy for longer than the hub allows."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from psycopg.errors import QueryCanceled

# Files of everything take longer than a page.
FILES = 15


def fetch(statement: str, values: Any, *, times: int = 1) -> list[Any]:
    """All rows of a statement, which PostgreSQL cancels when it takes longer than
    `SEARCH_TIMEOUT`, or so many times that: see `took_too_long`. One trip.
    """
    most = settings.SEARCH_TIMEOUT * times
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET LOCAL statement_timeout = {most:d};\n{statement};\n"
            "SET LOCAL statement_timeout TO DEFAULT",
            values,
        )
        while cursor.description is None:
            cursor.nextset()
        rows: list[Any] = cursor.fetchall()
    return rows


def took_too_long(error: BaseException) -> bool:
    """Did PostgreSQL cancel a statement because of its limit?"""
    return isinstance(error, DatabaseError) and isinstance(
        error.__cause__, QueryCanceled
    )
