"""All addresses of the hub."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from accounts.views import SecondFactorSetUp, SecondFactorTakeAway
from councilhub.pages import (
    about,
    councils,
    demo,
    health,
    home,
    mail,
    my,
    my_data,
    open_data,
    partners,
)
from initiatives.urls import saved_search_urls, want_urls
from initiatives.views.browse import initiative_by_reference

council_urls = [
    path("", councils.council_list, name="list"),
    path("<slug:slug>/", councils.council_detail, name="detail"),
    path("<slug:slug>/neighbours/", councils.council_neighbours, name="neighbours"),
]
partner_urls = [
    path("", partners.partner_list, name="list"),
    path("register/", partners.partner_register, name="register"),
    path("<slug:slug>/", partners.partner_detail, name="detail"),
]
demo_urls = [
    path("sign-in/", demo.sign_in, name="sign_in"),
    path("outbox/", demo.outbox, name="outbox"),
    path("outbox/<int:pk>/", demo.email, name="email"),
    path("outbox/<int:pk>/html/", demo.email_html, name="email_html"),
]
about_urls = [
    path("" if page == "hub" else f"{page}/", about.about_page, {"page": page}, page)
    for page in about.PAGES
]
about_urls += [path("components/", about.component_list, name="components")]

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("initiatives.urls")),
    path("i/<str:reference>", initiative_by_reference, name="reference"),
    path("councils/", include((council_urls, "councils"))),
    path("partners/", include((partner_urls, "partners"))),
    path("my/", my.my, name="my"),
    path("my/data/", my_data.my_data, name="my_data"),
    path("my/searches/", include((saved_search_urls, "searches"))),
    path("my/", include("accounts.urls")),
    path("wanted/", include((want_urls, "wanted"))),
    path("mail/<str:token>/", mail.mail_act, name="mail"),
    path("about/", include((about_urls, "about"))),
    path("demo/", include((demo_urls, "demo"))),
    path("accounts/", include("allauth.account.urls")),
    path(
        "accounts/2fa/totp/activate/",
        SecondFactorSetUp.as_view(),
        name="mfa_activate_totp",
    ),
    path(
        "accounts/2fa/totp/deactivate/",
        SecondFactorTakeAway.as_view(),
        name="mfa_deactivate_totp",
    ),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    path("data/councils.csv", open_data.council_csv, name="council_csv"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": open_data.SITEMAPS}, "sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemaps.sitemap,
        {"sitemaps": open_data.SITEMAPS},
        "django.contrib.sitemaps.views.sitemap",
    ),
    path("robots.txt", open_data.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = "councilhub.errors.bad_request"
handler403 = "councilhub.errors.permission_denied"
handler404 = "councilhub.errors.page_not_found"
handler500 = "councilhub.errors.server_error"
