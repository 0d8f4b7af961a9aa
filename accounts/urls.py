"""Addresses of a person's place and data, under /my/."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("membership/", views.membership, name="membership"),
    path("membership/choose/", views.membership_choose, name="membership_choose"),
    path("membership/ask/", views.membership_ask, name="membership_ask"),
    path("membership/leave/", views.membership_leave, name="membership_leave"),
    path("membership/move/", views.membership_move, name="membership_move"),
    path("membership/renew/", views.membership_renew, name="membership_renew"),
    path("data/", views.my_data, name="data"),
]
