"""A hub that is not safe to run refuses to start and names the setting."""

import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).parent.parent / "councilhub" / "settings.py"
READ = [
    "ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "DEFAULT_FROM_EMAIL", "DEMO", "EMAIL_URL",
    "MEDIA_ROOT", "PORT", "SECRET_KEY", "SECURE_SSL_REDIRECT", "SITE_URL",
    "TRUSTED_PROXIES",
]  # fmt: skip
PRODUCTION = {
    "DATABASE_URL": "postgres://hub:secret@db.example.org/hub",
    "SECRET_KEY": "k3" * 30,
    "ALLOWED_HOSTS": "hub.example.org",
    "SITE_URL": "https://hub.example.org",
    "EMAIL_URL": "smtp+tls://hub:secret@mail.example.org:587",
}


@pytest.fixture
def settings_of(monkeypatch):
    """The settings that this environment gives."""

    def read(environment):
        for name in READ:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read


def test_production_is_strict(settings_of):
    settings = settings_of(PRODUCTION)

    assert {
        name: settings[name]
        for name in ("DEMO", "DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
                     "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    } == {
        "DEMO": False,
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"DATABASE_URL": ""},
            "No database: run 'make run', or set DATABASE_URL to a PostgreSQL one.",
        ),
        (
            {"DATABASE_URL": "sqlite:///hub.db"},
            "No database: run 'make run', or set DATABASE_URL to a PostgreSQL one.",
        ),
        (
            {"SECRET_KEY": ""},
            "Set SECRET_KEY to a random text of 50 characters or more.",
        ),
        (
            {"SECRET_KEY": "for-local-use-only-never-in-production"},
            "Set SECRET_KEY to a random text of 50 characters or more.",
        ),
        (
            {"ALLOWED_HOSTS": ""},
            "Set ALLOWED_HOSTS to the host names this hub answers to.",
        ),
        (
            {"SITE_URL": ""},
            "Set SITE_URL to the https:// address that links in mails begin with.",
        ),
        (
            {"SITE_URL": "http://hub.example.org"},
            "Set SITE_URL to the https:// address that links in mails begin with.",
        ),
        (
            {"EMAIL_URL": ""},
            "Set EMAIL_URL to the mail server: sign-in codes leave by mail.",
        ),
        (
            {"DEMO": "1"},
            "DEMO=1 lets anyone sign in: not with the public host hub.example.org.",
        ),
        (
            {"DEMO": "1", "ALLOWED_HOSTS": "localhost,*"},
            "DEMO=1 lets anyone sign in: not with the public host *.",
        ),
        (
            {"DEBUG": "1"},
            "DEBUG=1 shows secrets: not with the public host hub.example.org.",
        ),
    ],
)
def test_an_unsafe_setting_stops_the_hub_and_is_named(settings_of, change, sentence):
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_of(PRODUCTION | change)

    assert str(refused.value) == sentence


def test_a_hub_without_any_setting_says_first_how_to_get_one(settings_of):
    with pytest.raises(ImproperlyConfigured, match="No database: run 'make run'"):
        settings_of({})


def test_a_demonstration_needs_a_database_alone_and_sends_no_mail(settings_of):
    settings = settings_of({"DEMO": "1", "DATABASE_URL": PRODUCTION["DATABASE_URL"]})

    assert settings["ALLOWED_HOSTS"] == [
        "localhost",
        "127.0.0.1",
        "[::1]",
        "testserver",
    ]
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"
    assert settings["SITE_URL"] == "http://localhost:8000"


def test_the_database_is_postgresql_whatever_the_address_says(settings_of):
    settings = settings_of(PRODUCTION)

    assert settings["DATABASES"]["default"] == {
        "NAME": "hub",
        "USER": "hub",
        "PASSWORD": "secret",
        "HOST": "db.example.org",
        "PORT": "",
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": (
                "-c jit=off -c work_mem=32MB"
                " -c hnsw.iterative_scan=relaxed_order -c hnsw.ef_search=100"
            )
        },
    }
