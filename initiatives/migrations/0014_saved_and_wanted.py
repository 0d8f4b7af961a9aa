"""Searches that people keep, and needs that councils have."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from councilhub.migrating import grant, watch

MODERATORS_MAY = [
    grant("initiatives", "want", "view change"),
    grant("initiatives", "wantsupport", "view"),
    grant("initiatives", "wantanswer", "view"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0001_council_register"),
        ("initiatives", "0013_suggestions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Want",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="the need")),
                ("slug", models.SlugField(max_length=120, unique=True)),
                (
                    "why",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="why, and what would help",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="added"
                    ),
                ),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.TextField(blank=True, max_length=2000)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wants_added",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wants_added",
                        to="councils.council",
                    ),
                ),
                (
                    "functions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="wants",
                        to="initiatives.function",
                        verbose_name="services",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="initiatives.want",
                    ),
                ),
            ],
            options={
                "verbose_name": "need",
                "verbose_name_plural": "wanted",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="WantAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("live_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="want_answers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.council",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answered_wants",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "want",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="initiatives.want",
                    ),
                ),
            ],
            options={
                "ordering": ["live_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WantSupport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wants",
                        to="councils.council",
                    ),
                ),
                (
                    "want",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="initiatives.want",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("query", models.CharField(max_length=2000)),
                ("asks", models.CharField(max_length=1000)),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("weekly", "Weekly, on Monday"),
                            ("daily", "Daily"),
                            ("none", "No mails"),
                        ],
                        default="weekly",
                        max_length=6,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "found",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("next_mail_on", models.DateField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["next_mail_on"], name="saved_search_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "query"), name="saved_search_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frequency", "none"), ("next_mail_on", None)),
                            models.Q(
                                models.Q(("frequency", "none"), _negated=True),
                                ("next_mail_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="saved_search_has_day_unless_none",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="want",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="want_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="want",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hidden_at", None),
                    models.Q(("hidden_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="want_hidden_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="wantanswer",
            constraint=models.UniqueConstraint(
                fields=("want", "initiative"), name="want_answered_once_by_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="wantsupport",
            constraint=models.UniqueConstraint(
                fields=("want", "council"), name="want_once_a_council"
            ),
        ),
        watch("initiatives_want"),
        watch("initiatives_want_functions"),
        watch("initiatives_wantsupport"),
        watch("initiatives_wantanswer"),
        *MODERATORS_MAY,
    ]
