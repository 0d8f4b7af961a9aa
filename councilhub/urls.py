"""All addresses of the hub."""

from django.contrib import admin
from django.urls import include, path

from councilhub.pages import councils

council_urls = [
    path("", councils.council_list, name="list"),
    path("<slug:slug>/", councils.council_detail, name="detail"),
    path("<slug:slug>/neighbours/", councils.council_neighbours, name="neighbours"),
]

urlpatterns = [
    path("councils/", include((council_urls, "councils"))),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
