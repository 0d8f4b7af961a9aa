"""What the database holds, and what reading the meaning of a query takes."""

import statistics
import time

from django.db import connection

from initiatives.search import meaning

SIZES = """
SELECT c.relname,
       CASE c.relkind WHEN 'i' THEN pg_relation_size(c.oid)
            ELSE pg_table_size(c.oid) END / 1048576.0 AS size
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i')
ORDER BY size DESC LIMIT 10
"""


def sizes() -> dict[str, float]:
    """MB of the whole, and of its ten largest tables and indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) / 1048576.0")
        whole = {"all": float(cursor.fetchone()[0])}
        cursor.execute(SIZES)
        return whole | {name: round(float(size), 1) for name, size in cursor.fetchall()}


def embedding_ms() -> float:
    """Of a query of ten words; 0 where meaning is not searched."""
    if not meaning.is_available():
        return 0
    took = []
    for number in range(30):
        started = time.perf_counter()
        meaning.query_vector(f"people wait {number} months for a home they can afford")
        took.append(time.perf_counter() - started)
    return round(statistics.median(took) * 1000, 1)
