"""Outside checkers on one page of every kind, as each role: `make audit`.

Starts the hub with the starter library and a database of its own, keeps its pages and
gives them to the Nu HTML checker, html-validate and Lighthouse (as a phone). They need
Java, Node 20 or newer and Chromium; what npm brings lies in .local/audit.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections import Counter

import django

from bench.serving import own_database, serving
from councilhub import localdb
from tests.audit.checkers import (
    HERE,
    PAGES,
    TOOLS,
    html_validate,
    lighthouse,
    nu_checker,
)
from tests.audit.visit import Visit, Walk

DATABASE = "hub_audit"
BROWSE = "/initiatives/?q=waste&stage=pilot&nation=mars"
NOTHING = "/initiatives/?q=nothing+of+the+kind"
STARTS = {
    "": ["/", "/initiatives/", BROWSE, NOTHING, "/accounts/signup/", "/no-such-page/"],
    "officer": ["/", "/my/", "/accounts/2fa/totp/activate/"],
    "partner": ["/my/"],
    "moderator": ["/admin/", "/admin/initiatives/revision/"],
}


def main():
    for command, name in {"java": "Java", "npm": "Node"}.items():
        if not shutil.which(command):
            return f"make audit needs {name}: there is no {command} here."
    install()
    with localdb.running() as url, hub(own_database(url, DATABASE)) as base:
        visits = list(kept_pages(base))
        faults = {
            "Nu HTML checker": list(nu_checker(visits)),
            "html-validate": list(html_validate(visits)),
        }
        print("Lighthouse: speed, accessibility, best practices, search engines")
        faults["Lighthouse"] = list(lighthouse(base, visits))
    for checker, lines in faults.items():
        print(f"{checker}: {len(lines)} faults on {len(visits)} pages")
        for line, times in Counter(lines).items():
            print(f"  {line}" + (f" ({times} times)" if times > 1 else ""))
    return int(any(faults.values()))


def install():
    """The checkers, in the versions of package.json; at once if they are there."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    wanted, there = HERE / "package.json", TOOLS / "package.json"
    if there.exists() and there.read_bytes() == wanted.read_bytes():
        return
    shutil.copy(wanted, there)
    command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.call(command, cwd=TOOLS):
        there.unlink()
        sys.exit("npm could not install the checkers.")


@contextlib.contextmanager
def hub(database):
    """The hub as `make run` starts it, with some unfinished work."""
    supervisor = [sys.executable, "-m", "councilhub.supervisor"]
    with (TOOLS / "hub.log").open("w") as log, serving(supervisor, database, log) as it:
        os.environ |= {"DATABASE_URL": database, "PORT": str(it.port), "DEMO": "1"}
        add_work()
        yield f"http://localhost:{it.port}"


def add_work():
    """A draft, a submission and a case study to confirm: some pages need one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "councilhub.settings"
    django.setup()
    from accounts.actions.demonstration import person
    from initiatives.models import Revision
    from tests.factories import draft, submitted, supplied

    officer, partner = person("officer"), person("partner")
    leeds = officer.memberships.get().council
    entry = draft(officer, title="A draft").initiative.get_absolute_url()
    named = supplied(partner, leeds, title="To confirm").initiative.get_absolute_url()
    submitted(officer, title="It waits")
    sections = [f"{entry}edit/{part}/" for part in ("basics", "outcomes", "context")]
    STARTS["officer"] += [f"{entry}submit/", f"{entry}preview/", f"{named}confirm/"]
    STARTS["officer"] += sections
    waiting = Revision.objects.queue().first()
    STARTS["moderator"] += [f"/admin/initiatives/revision/{waiting.pk}/change/"]


def kept_pages(base):
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir()
    for role, starts in STARTS.items():
        walk = Walk(base, role)
        for number, (path, text) in enumerate(walk.pages(starts), 1):
            file = PAGES / f"{role or 'visitor'}-{number:02}.html"
            file.write_text(text)
            yield Visit(role=role, path=path, file=file, cookie=walk.cookie())


if __name__ == "__main__":
    sys.exit(main())
