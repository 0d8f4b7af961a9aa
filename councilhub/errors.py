"""What is shown when something goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not come from our page, or its page was open too long."""
    del reason
    return render(request, "403_csrf.html", status=403)
