"""What the three checkers say of the pages, as lines."""

import json
import os
import subprocess
from pathlib import Path

from councilhub import localdb
from tests.audit.visit import kind_of
from tests.browser.chromium import ARGUMENTS, found

HERE = Path(__file__).parent
TOOLS = localdb.ROOT / ".local" / "audit"
PAGES = TOOLS / "pages"
# Lighthouse takes a quarter of a minute a page: those that readers meet first, and
# where people work.
MEASURED = {
    "": {
        "home", "initiatives:list", "initiatives:detail", "initiatives:map",
        "councils:list", "councils:detail", "partners:list", "about:hub",
        "account_login",
    },
    "officer": {"home", "my", "initiatives:edit"},
    "moderator": {"admin:initiatives_revision_changelist"},
}  # fmt: skip
MUST_BE_100 = ("accessibility", "best-practices", "seo")


def nu_checker(visits):
    jar = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
    # What htmx reads is no part of HTML; its documentation says how to silence this.
    own = ".*Attribute “hx-[a-z-]+” not allowed.*"
    said = _json_of(
        "java", "-jar", jar, "--format", "json", "--stdout",
        "--filterpattern", own, PAGES,
    )  # fmt: skip
    for message in said["messages"]:
        kind = message.get("subType") or message["type"]
        if kind in {"error", "warning", "fatal"}:
            file = Path(message["url"]).name
            yield f"{_page(file, visits)}: {message['message']}"


def html_validate(visits):
    tool, config = TOOLS / "node_modules/.bin/html-validate", HERE / "htmlvalidate.json"
    for page in _json_of(tool, "--formatter", "json", "--config", config, PAGES):
        file = Path(page["filePath"]).name
        for message in page["messages"]:
            yield f"{_page(file, visits)}: {message['message']} ({message['ruleId']})"


def lighthouse(base, visits):
    """Prints a line a page; performance is told, the others must be 100."""
    measured = set()
    for visit in visits:
        kind = kind_of(visit.path)
        is_new = (visit.role, kind) not in measured and "?" not in visit.path
        if is_new and kind in MEASURED.get(visit.role, ()):
            measured.add((visit.role, kind))
            yield from _one_page(base, visit)


def _one_page(base, visit):
    said = _measured(base + visit.path, visit.cookie)
    if "runtimeError" in said:
        yield f"{visit}: not measured: {said['runtimeError']['message']}"
        return
    scores = {
        name: round(100 * (part["score"] or 0))
        for name, part in said["categories"].items()
    }
    shift = said["audits"]["cumulative-layout-shift"]["displayValue"]
    figures = " ".join(f"{scores[name]:>5}" for name in ("performance", *MUST_BE_100))
    print(f"  {visit!s:<60}{figures}   layout shift {shift}", flush=True)
    for name in MUST_BE_100:
        # A page for one person is kept from search engines: that is no fault.
        if scores[name] < 100 and not (name == "seo" and visit.cookie):
            yield f"{visit}: {name} {scores[name]}: {', '.join(_failed(said, name))}"


def _measured(address, cookie):
    """What Lighthouse says; a browser on a busy machine may need a second try."""
    headers = TOOLS / "headers.json"
    headers.write_text(json.dumps({"Cookie": cookie} if cookie else {}))
    # Once a page sets a cookie Chromium forgets ours, and a script meets the sign-in
    # page. The browser tests let no error into the console anyway.
    skipped = ["--skip-audits=errors-in-console"] if cookie else []
    said = {}
    for _try in range(TRIES):
        said = _json_of(
            TOOLS / "node_modules/.bin/lighthouse", address, "--output=json",
            "--quiet", f"--extra-headers={headers}", f"--chrome-flags={CHROME}",
            *skipped,
        )  # fmt: skip
        if "runtimeError" not in said:
            break
    return said


TRIES = 3
CHROME = " ".join(["--headless=new", *ARGUMENTS])


def _failed(said, category):
    for part in said["categories"][category]["auditRefs"]:
        audit = said["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            yield audit["title"]


def _json_of(*command):
    """What a checker says. Into a file: Node does not wait for a pipe to be read."""
    said = TOOLS / "said.json"
    environment = {**os.environ, "CHROME_PATH": found() or ""}
    words = [str(word) for word in command]
    with said.open("w") as file:
        subprocess.run(words, env=environment, stdout=file, check=False)
    return json.loads(said.read_text())


def _page(file, visits):
    return next(visit for visit in visits if visit.file.name == file)
