# One word per chore, the same here and in CI.
PYTHON ?= python3
PORT ?= 8000
N ?= 10000
BIN := .venv/bin
PYTEST := DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m councilhub.localdb $(BIN)/pytest

COMPILE := $(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-annotate --no-header --quiet

.PHONY: run test check bench fix lock

run: ## The hub with content, at http://localhost:$(PORT)
	@$(PYTHON) bootstrap.py requirements.lock
	@PORT=$(PORT) $(BIN)/python -m councilhub.supervisor

test: ## All tests, the quick ones first; BROWSER=none leaves out those that need Chromium
	@$(PYTHON) bootstrap.py requirements-dev.lock
	@$(PYTEST) -m "not browser" -n 2
ifneq ($(BROWSER),none)
	@$(BIN)/python -m tests.browser.chromium
	@$(PYTEST) -m browser
endif

check: ## Format, lint, types, imports, migrations, templates, settings, dependencies
	@$(PYTHON) bootstrap.py requirements-dev.lock
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	DJANGO_SETTINGS_MODULE=tests.settings DATABASE_URL=postgres://none $(BIN)/mypy .
	$(BIN)/lint-imports
	git ls-files 'templates/*.html' | xargs $(BIN)/djade --check --target-version 5.2
	$(BIN)/python -m councilhub.localdb $(BIN)/python manage.py makemigrations --check --settings=tests.settings
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(40))') ALLOWED_HOSTS=hub.example.org SITE_URL=https://hub.example.org EMAIL_URL=smtp://mail.example.org DATABASE_URL=postgres://none $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/uv pip check --python $(BIN)/python

bench: ## How quick the pages are, beside a minimal Django page and bare SQL; N=1000000 for as many
	@$(PYTHON) bootstrap.py requirements.lock
	$(BIN)/python -m councilhub.localdb $(BIN)/python -m bench --initiatives $(N) $(BENCH)

fix: ## Put format and lint right where a tool can
	@$(PYTHON) bootstrap.py requirements-dev.lock
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2

audit: ## Outside checkers of the pages (they need Java and Node), not part of CI
	@$(PYTHON) bootstrap.py requirements-dev.lock
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.audit

lock: ## Exact versions with hashes from requirements*.in
	@$(PYTHON) bootstrap.py requirements-dev.lock
	$(COMPILE) requirements-uv.in -o requirements-uv.lock
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) --constraints requirements.lock requirements-dev.in -o requirements-dev.lock
