"""Addresses of a person's place, under /my/."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("membership/", views.membership, name="membership"),
    path("membership/choose/", views.membership_choose, name="membership_choose"),
    path("membership/ask/", views.membership_ask, name="membership_ask"),
    path("membership/email/", views.membership_email, name="membership_email"),
    path("membership/join/", views.membership_join, name="membership_join"),
    path("membership/leave/", views.membership_leave, name="membership_leave"),
    path("membership/move/", views.membership_move, name="membership_move"),
    path("membership/renew/", views.membership_renew, name="membership_renew"),
]
