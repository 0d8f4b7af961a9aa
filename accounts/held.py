"""What a person typed before the session ended, kept until they have signed in."""

from django.http import HttpRequest, QueryDict
from django.utils import timezone

KEY = "held"
MOST_LETTERS = 200_000
HOURS = 12


def hold(request: HttpRequest) -> bool:
    """Keep a form that a visitor sent, for its own address, for some hours; false if
    it is too long.
    """
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    letters = sum(len(value) for _name, values in typed.lists() for value in values)
    if letters > MOST_LETTERS:
        return False
    request.session[KEY] = {
        "path": request.path,
        "typed": typed.urlencode(),
        "at": timezone.now().timestamp(),
    }
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """What was held for this address, once; None if there is nothing."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    fresh = timezone.now().timestamp() - kept["at"] < HOURS * 3600
    return QueryDict(kept["typed"]) if fresh else None


def typed(request: HttpRequest) -> QueryDict | None:
    """What this request sends, or what was held for it; None for an empty form."""
    return request.POST if request.method == "POST" else take(request)
