"""How a page answers htmx. No other module looks at HX-* headers."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from councilhub.types import PageRequest


def wants_swap(request: PageRequest) -> bool:
    """Will htmx put the answer into the page the user is on?"""
    htmx = request.htmx
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def render_page(
    request: PageRequest,
    template: str,
    context: dict[str, Any],
    *,
    swap: str,
    query: str | None = None,
) -> TemplateResponse:
    """Render `template`, or only its partial called `swap` if htmx will swap it in.

    `query` is the query string to show in the address bar after a swap, without what
    was empty or not understood.
    """
    is_swap = wants_swap(request)
    name = f"{template}#{swap}" if is_swap else template
    response = TemplateResponse(request, name, {**context, "is_swap": is_swap})
    vary_on_swap(response)
    if is_swap and query is not None:
        response["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


def vary_on_swap(response: HttpResponse) -> None:
    """Keep caches from giving a fragment to somebody who wants the page."""
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])


def redirect_for_swap(response: HttpResponse) -> HttpResponse:
    """The same redirect, followed by the whole page instead of landing in a region.

    It takes the cookies along: a session may have begun to hold what was typed.
    """
    moved = HttpResponseClientRedirect(response["Location"])
    moved.cookies = response.cookies
    return moved
