"""Addresses of initiatives, functions and themes."""

from django.urls import path

from initiatives.views import (
    acting,
    alike,
    browse,
    confirming,
    contacts,
    detail,
    open_data,
    saving,
    submitting,
    suggesting,
    wanted,
    wanting,
    writing,
)

app_name = "initiatives"

urlpatterns = [
    path("initiatives/", browse.initiative_list, name="list"),
    path("initiatives/map/", browse.initiative_map, name="map"),
    path("initiatives/suggest/", suggesting.initiative_suggest, name="suggest"),
    path("initiatives/new/", writing.initiative_create, name="create"),
    path("initiatives/new/alike/", alike.initiative_alike, name="alike"),
    path("initiatives/<slug:slug>/", detail.initiative_detail, name="detail"),
    path("initiatives/<slug:slug>/history/", detail.initiative_history, name="history"),
    path(
        "initiatives/<slug:slug>/edit/contacts/",
        contacts.initiative_contacts,
        name="contacts",
    ),
    path(
        "initiatives/<slug:slug>/edit/<slug:section>/",
        writing.initiative_edit,
        name="edit",
    ),
    path(
        "initiatives/<slug:slug>/preview/",
        submitting.initiative_preview,
        name="preview",
    ),
    path(
        "initiatives/<slug:slug>/submit/", submitting.initiative_submit, name="submit"
    ),
    path(
        "initiatives/<slug:slug>/withdraw/", acting.initiative_withdraw, name="withdraw"
    ),
    path("initiatives/<slug:slug>/discard/", acting.initiative_discard, name="discard"),
    path("initiatives/<slug:slug>/archive/", acting.initiative_archive, name="archive"),
    path(
        "initiatives/<slug:slug>/unarchive/",
        acting.initiative_unarchive,
        name="unarchive",
    ),
    path(
        "initiatives/<slug:slug>/confirm/",
        confirming.initiative_confirm,
        name="confirm",
    ),
    path(
        "initiatives/<slug:slug>/invite/", confirming.initiative_invite, name="invite"
    ),
    path("data/initiatives.csv", open_data.initiative_csv, name="csv"),
    path("data/initiatives.json", open_data.initiative_json, name="json"),
    path("feeds/initiatives.atom", open_data.initiative_feed, name="feed"),
    path("functions/<slug:slug>/", browse.function_detail, name="function"),
    path("themes/<slug:slug>/", browse.theme_detail, name="theme"),
]
saved_search_urls = [
    path("", saving.saved_search_list, name="list"),
    path("new/", saving.saved_search_create, name="create"),
    path("<int:pk>/", saving.saved_search_edit, name="edit"),
    path("<int:pk>/delete/", saving.saved_search_delete, name="delete"),
]
want_urls = [
    path("", wanted.want_list, name="list"),
    path("new/", wanted.want_create, name="create"),
    path("<slug:slug>/", wanted.want_detail, name="detail"),
    path("<slug:slug>/need/", wanting.want_join, name="join"),
    path("<slug:slug>/leave/", wanting.want_leave, name="leave"),
    path("<slug:slug>/done/", wanting.want_answer, name="answer"),
    path("<slug:slug>/write/", wanting.want_write, name="write"),
    path("<slug:slug>/withdraw/", wanting.want_withdraw, name="withdraw"),
]
