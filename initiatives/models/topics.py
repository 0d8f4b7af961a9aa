"""What initiatives are about: functions of councils, and themes."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FunctionQuerySet(models.QuerySet["Function"]):
    def groups(self) -> Self:
        """The top level, in the order of the list."""
        return self.filter(parent=None)

    def coded(self, code: str) -> "Function | None":
        return self.filter(code=code).first()

    def named_by(self, wants: models.QuerySet[Any]) -> Self:
        """What these needs are about, and the groups of that."""
        own = models.Q(wants__in=wants.values("pk"))
        inside = models.Q(children__wants__in=wants.values("pk"))
        return self.filter(own | inside).distinct()

    def used_in(self, initiatives: models.QuerySet[Any]) -> Self:
        """Functions of these initiatives, the most used first, with `count`; not their
        groups, which count for all that is in them.
        """
        return (
            self.exclude(parent=None)
            .filter(initiatives__in=initiatives.values("pk"))
            .annotate(count=models.Count("initiatives"))
            .order_by("-count", "name")[:12]
        )


class Function(models.Model):
    """A function of councils: the public ESD list, and our own *Enabling services*."""

    code = models.CharField(
        _("code"),
        max_length=50,
        unique=True,
        help_text=_("The ESD id, or our own word for an enabling service."),
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = FunctionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("function")
        verbose_name_plural = _("functions")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("initiatives:function", args=[self.slug])


class Theme(models.Model):
    """A tag from a list that moderators keep."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("initiatives:theme", args=[self.slug])
