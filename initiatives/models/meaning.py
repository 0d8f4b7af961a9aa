"""What initiatives mean, as the model of meaning puts it in numbers."""

from django.db import models

from initiatives.models.initiative import Initiative


class Meaning(models.Model):
    """The vector of one published initiative, narrow: the nearest are found without a
    join.

    The vector itself is the column `vector halfvec(384)`, which Django does not know:
    it is there only where the database has pgvector (`initiatives.search.meaning`).
    Written by `initiatives.search.embedding`.
    """

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="meaning"
    )
    audience = models.PositiveSmallIntegerField()
    # Of the text that the vector stands for: tells when it is out of date.
    fingerprint = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"meaning of {self.pk}"
