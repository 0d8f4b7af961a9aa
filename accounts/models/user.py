"""People, known by their e-mail address."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MODERATORS = "Moderators"


class UserQuerySet(models.QuerySet["User"]):
    def moderators(self) -> Self:
        return self.filter(is_active=True, is_staff=True, groups__name=MODERATORS)

    def suspended(self, email: str) -> Self:
        """The person of this address, if a moderator has suspended them."""
        return self.filter(email=email.lower(), is_active=False)

    def proved(self) -> Self:
        """Whose address they have shown to be theirs."""
        return self.filter(
            emailaddress__email=models.F("email"), emailaddress__verified=True
        )

    def with_place(self) -> Self:
        """Each with the place that gives them powers and whether they moderate, in one
        query. A place that is past its day to renew gives none, though it is open.
        """
        group = User.groups.through.objects.filter(
            user=OuterRef("pk"), group__name=MODERATORS
        )
        lasts = Q(memberships__until=None, memberships__renew_by__gt=timezone.now())
        place = FilteredRelation("memberships", condition=lasts)
        return self.annotate(
            place=place,
            moderates=Exists(group),
            place_council_id=models.F("place__council_id"),
            place_council_slug=models.F("place__council__slug"),
            place_council_name=models.F("place__council__name"),
            place_partner_id=models.F("place__partner_id"),
            place_partner_slug=models.F("place__partner__slug"),
            place_partner_name=models.F("place__partner__name"),
            place_partner_status=models.F("place__partner__status"),
        )


UserQueries = BaseUserManager.from_queryset(UserQuerySet)


class UserManager(UserQueries["User"]):  # type: ignore[valid-type]
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        found: User = self.get(email=(username or "").lower())
        return found


class User(AbstractBaseUser, PermissionsMixin):
    """A person. A suspended one is not active and cannot sign in."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Clear this to suspend the person.")
    )
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("Moderators and administrators.")
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")),
                name="user_email_lower",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0] or self.email


__all__ = ["MODERATORS", "Group", "User", "UserQuerySet"]
