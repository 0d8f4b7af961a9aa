"""The page that everything is measured against: no middleware, one statement through
the ORM that gives twelve rows, one small template.

Served by `gunicorn bench.minimal:application` as the hub is, from the same database.
"""

import os

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

ROWS = 12

if not settings.configured:
    settings.configure(
        SECRET_KEY="nothing-is-signed",  # noqa: S106 - it is so
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bench.minimal",
        USE_I18N=False,
        DATABASES={
            "default": {
                **environ.Env.db_url_config(os.environ["DATABASE_URL"]),
                "ENGINE": "django.db.backends.postgresql",
                "CONN_MAX_AGE": 600,
            }
        },
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )

application = get_wsgi_application()


class Fortune(models.Model):
    message = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = "bench_fortune"

    def __str__(self) -> str:
        return self.message


PAGE = engines["django"].from_string(
    "<!DOCTYPE html><html><head><title>Fortunes</title></head><body><table>"
    "<tr><th>id</th><th>message</th></tr>"
    "{% for row in fortunes %}<tr><td>{{ row.pk }}</td><td>{{ row.message }}</td></tr>"
    "{% endfor %}</table></body></html>"
)


def fortunes(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE.render({"fortunes": Fortune._default_manager.all()}))


urlpatterns = [path("", fortunes)]


def make_table() -> None:
    """The twelve rows; called from the hub, which has the connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_fortune"
            " (id serial PRIMARY KEY, message text NOT NULL)"
        )
        cursor.execute("TRUNCATE bench_fortune")
        cursor.execute(
            "INSERT INTO bench_fortune (id, message)"
            " SELECT n, 'What is <well> begun & told is half done, ' || n"
            " FROM generate_series(1, %s) n",
            [ROWS],
        )
