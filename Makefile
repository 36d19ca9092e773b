# make run     the site with its demo and a worker on 127.0.0.1:8000 (PORT=, DATABASE_URL=, DEMO_PASSWORD=)
# make test    the whole suite, on SQLite and on PostgreSQL
# make check   style, import contracts, migrations, production settings
# make format  puts code and templates into the form that make check asks for
# make bench   what a page and a publish cost
# make fuzz    reads 10,000 broken files of each format of references (FUZZ=)
# make requirements  pins what pyproject.toml names; with UPGRADE=--upgrade, newer ones

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
CHROMIUM := /usr/bin/chromium
# a file of tests stays in one process; each process has a database and a browser of its own
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile
export PIP_DISABLE_PIP_VERSION_CHECK = 1

# settings as in production, for checks that open no database file
PRODUCTION = env -u SPINEHEALTH_LOCAL -u DEBUG DATABASE_URL=sqlite://:memory: ALLOWED_HOSTS=example.org \
	DJANGO_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')
COMPILE = $(BIN)/uv pip compile --quiet --no-header --python-version 3.11 $(UPGRADE)

.PHONY: run test check format bench fuzz requirements

PORT ?= 8000

run: .venv/installed
	@SPINEHEALTH_LOCAL=1 exec $(BIN)/python manage.py serve --port $(PORT)

test: .venv/installed-dev
	@[ -x $(CHROMIUM) ] || $(BIN)/playwright install chromium
	@$(BIN)/python -m tests.postgres
	@echo "On SQLite:"
	@env -u DATABASE_URL $(PYTEST) $(TESTS)
	@$(BIN)/python -m tests.postgres sh -c 'echo "On PostgreSQL:"; exec $(PYTEST) $(TESTS)'

check: .venv/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@find templates -name '*.html' -exec $(BIN)/djade --check {} +
	@$(BIN)/djhtml --tabwidth 2 --check templates
	@$(BIN)/lint-imports --no-logo --no-cache
	@$(PRODUCTION) $(BIN)/python manage.py makemigrations --check
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@find templates -name '*.html' -exec $(BIN)/djade {} +
	@$(BIN)/djhtml --tabwidth 2 templates

bench: .venv/installed-dev
	@$(BIN)/python -m benchmarks

FUZZ ?= 10000

fuzz: .venv/installed-dev
	@FUZZ=$(FUZZ) $(BIN)/python -m pytest $(addprefix tests/references/formats/test_,fuzz.py adversarial.py round_trips.py)

# the direct dependencies stand in pyproject.toml
requirements: .venv/installed-dev
	@$(COMPILE) --output-file requirements.txt pyproject.toml
	@$(COMPILE) --output-file requirements-dev.txt --group dev --constraint requirements.txt

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed; install it, or name yours: make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

# pip runs when a requirements file is newer than what was installed last
.venv/installed: requirements.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

.venv/installed-dev: requirements.txt requirements-dev.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet -r requirements.txt -r requirements-dev.txt
	@touch $@ .venv/installed
