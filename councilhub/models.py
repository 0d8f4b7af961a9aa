"""What belongs to no app: the version of all that a visitor may read."""

from django.db import connection, models


class ContentVersion(models.Model):
    """One row: the transaction that last changed a table behind a public page.

    Triggers of the database write it (councilhub/migrations/0001_content_version.py),
    at the end of the transaction: nobody can forget it, and it waits for no one.
    """

    transaction = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="content_version_is_one_row"
            ),
        ]

    def __str__(self) -> str:
        return str(self.transaction)

    @staticmethod
    def current() -> int:
        """One small statement; 0 before anything was published."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT transaction FROM councilhub_contentversion")
            row = cursor.fetchone()
        return row[0] if row else 0
