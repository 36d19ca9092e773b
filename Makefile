# make run    the site with its demo on 127.0.0.1:8000 (PORT=, DATABASE_URL=, DEMO_PASSWORD=)
# make test   the whole suite, on SQLite and on PostgreSQL
# make check  style, import contracts, migrations, production settings
# make bench  what a page and a publish cost

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
CHROMIUM := /usr/bin/chromium
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check bench requirements

test: .venv/installed-dev
	@[ -x $(CHROMIUM) ] || $(BIN)/playwright install chromium
	@$(BIN)/python -m tests.postgres
	@echo "On SQLite:"
	@env -u DATABASE_URL $(BIN)/python -m pytest $(TESTS)
	@$(BIN)/python -m tests.postgres sh -c 'echo "On PostgreSQL:"; exec $(BIN)/python -m pytest $(TESTS)'

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
