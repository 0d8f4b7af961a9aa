"""What the hub holds about a person: as a page, or to take away."""

from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.decorators import sign_in_required
from accounts.own_data import data_of
from councilhub.types import SignedInRequest
from initiatives.own_data import work_of


@require_safe
@sign_in_required
def my_data(request: SignedInRequest) -> HttpResponse:
    data = data_of(request.user) | work_of(request.user)
    if request.GET.get("format") == "json":
        response = JsonResponse(data, json_dumps_params={"indent": 2})
        file = "councilhub-my-data.json"
        response["Content-Disposition"] = f'attachment; filename="{file}"'
        return response
    context = {"section": "my", "data": data}
    return TemplateResponse(request, "pages/my_data.html", context)
