"""No more mails: what the addresses in mails stop, without signing in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import SavedSearch, WantSupport


@dataclass(frozen=True)
class Stop:
    """What stops: an act on one row, in words, and whose it is. Safe to do twice."""

    act: str
    pk: int
    words: str
    user_id: int

    @property
    def is_one_search(self) -> bool:
        return self.act == "search"

    def now(self) -> None:
        """Stop it. The searches stay, and so does a council's need."""
        if self.act == "want":
            WantSupport.objects.filter(pk=self.pk).update(by=None)
        elif self.act == "search":
            SavedSearch.objects.filter(pk=self.pk).stop()
        else:
            SavedSearch.objects.filter(user=self.pk).stop()


def stop_of(act: str, pk: int) -> Stop | None:
    """What an address in a mail would stop; None where there is nothing any more."""
    if act == "searches":
        there = User.objects.filter(pk=pk).exists()
        return Stop(act, pk, _("Mails about all your searches"), pk) if there else None
    if act == "search":
        search = SavedSearch.objects.filter(pk=pk).first()
        words = _("Mails about your search “%(name)s”") % {"name": search}
        return Stop(act, pk, words, search.user_id) if search else None
    if act == "want":
        asked = WantSupport.objects.filter(pk=pk).select_related("want").first()
        words = _("Mails about the need “%(want)s”") % {"want": asked and asked.want}
        return Stop(act, pk, words, asked.by_id or 0) if asked else None
    return None
