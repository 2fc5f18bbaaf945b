# Lernnetz: every command a developer needs. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
PYTHON ?= python3.11
JUDGED ?= ../shared/relevance
LERNNETZ_VAR ?= $(CURDIR)/var
export LERNNETZ_VAR

# The served site has a key of its own, unless the environment or .env names one; checks and tests need none.
ifeq ($(SECRET_KEY)$(shell grep -s '^SECRET_KEY=.' .env),)
run prepare superuser: export SECRET_KEY_FILE := $(LERNNETZ_VAR)/secret_key
endif

BIN := .venv/bin
UV := $(BIN)/uv
COMPILE := $(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11
say = @printf '\033[1m==> %s\033[0m\n' "$(1)"

FRONTEND_SOURCES := $(shell find frontend templates cms network search -path frontend/dist -prune -o -type f \
	\( -path 'frontend/*' -o -name '*.html' \) -print 2>/dev/null) $(wildcard vite.config.ts tsconfig.json)
STATIC_SOURCES := $(shell find network cms search -path '*/static/*' -type f 2>/dev/null)
CATALOGUES := $(shell find locale -name '*.po' 2>/dev/null)
PACKAGES := network cms search tests tooling bench

.PHONY: help
help: ## list the commands
	@awk 'BEGIN {FS = ":.*## "} /^## / {printf "\n\033[1m%s\033[0m\n", substr($$0, 4)} \
		/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

## Using it
.PHONY: run
run: port-free prepare ## build what is missing, then serve the site with its demo network (PORT=8000)
	@PORT=$(PORT) $(BIN)/python -m tooling.serve

.PHONY: port-free
port-free:
	@$(PYTHON) tooling/port_free.py $(PORT)

.PHONY: prepare
prepare: .venv/.base frontend/dist/.built locale/.compiled $(LERNNETZ_VAR)/secret_key $(LERNNETZ_VAR)/.static
	@$(BIN)/python -m tooling.prepare

.PHONY: search-server
search-server: .venv/.dev ## start a real OpenSearch with k-NN, without Docker (PORT=9200; KNN=0: newer, without)
	@PORT=$(if $(filter 8000,$(PORT)),9200,$(PORT)) $(BIN)/python -m tooling.search_server

.PHONY: superuser
superuser: prepare ## create an administrator of your own
	@$(BIN)/python manage.py createsuperuser

.PHONY: reset
reset: ## forget the local database, files and search index (var/)
	$(call say,Removing $(LERNNETZ_VAR))
	@rm -rf "$(LERNNETZ_VAR)"

## Working on it
.PHONY: check
check: dev ## every static check: format, lint, types, imports, templates, migrations, front end
	@$(BIN)/python -m tooling.check

.PHONY: test
test: dev browser ## every test: SQLite, PostgreSQL with Redis, the front end, and the walk in Chromium
	@$(BIN)/python -m tooling.test

.PHONY: format
format: dev ## put Python, templates and the front end into the house format
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@npm run --silent format

.PHONY: bench
bench: dev ## what a page costs, against a view that says "hello"; a search takes, against Wagtail's own (SIZES=); telling sockets costs, against Channels (SOCKETS=)
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.search $(SIZES)
	@$(BIN)/python -m bench.fanout $(SOCKETS)

.PHONY: faults
faults: dev ## kill and freeze Redis, processes and PostgreSQL while members write, and count what is lost (FAULT=Redis)
	@$(BIN)/python -m tests.faults $(FAULT)

.PHONY: search-eval
search-eval: export LERNNETZ_VAR := $(LERNNETZ_VAR)/search-eval
search-eval: export DJANGO_SETTINGS_MODULE := network.config.settings.development
search-eval: export SEARCH_TIMEOUT := 60
search-eval: dev ## measure the search on the field's own questions and on a judged set (JUDGED=folder); fails below the stored floors
	@mkdir -p "$$LERNNETZ_VAR"
	@test -f "$$LERNNETZ_VAR/.demo" -a -z "$$(find network/demo/data search/concepts/concepts.yaml -newer "$$LERNNETZ_VAR/.demo" -type f 2>/dev/null)" \
	  || { rm -rf "$$LERNNETZ_VAR"; mkdir -p "$$LERNNETZ_VAR"; $(BIN)/python manage.py migrate -v0; $(BIN)/python manage.py load_demo; touch "$$LERNNETZ_VAR/.demo"; }
	@$(BIN)/python manage.py migrate -v0
	@$(BIN)/python manage.py search_eval --dir "$(JUDGED)"
	@KNN=1 $(BIN)/python -m tests.services.search $(BIN)/python manage.py search_eval --server --dir "$(JUDGED)"

.PHONY: messages
messages: dev ## bring the German catalogue in line with the code, report what has no German yet, compile
	@$(BIN)/python -m tooling.messages update
	@$(BIN)/python -m tooling.messages compile
	@touch locale/.compiled

.PHONY: requirements
requirements: $(UV) ## pin what pyproject.toml asks for, with hashes
	@$(COMPILE) --no-annotate requirements/uv.in -o requirements/uv.txt
	@$(COMPILE) pyproject.toml -o requirements/base.txt
	@$(COMPILE) pyproject.toml --extra production -c requirements/base.txt -o requirements/production.txt
	@$(COMPILE) pyproject.toml --group dev -c requirements/production.txt -o requirements/dev.txt

.PHONY: clean
clean: ## remove what was built; the data in var/ stay
	@rm -rf .venv node_modules frontend/dist locale/.compiled .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# --- what the commands above are built from; a stamp is older than its sources when there is work to do ---

.PHONY: dev
dev: .venv/.dev frontend/dist/.built locale/.compiled

.PHONY: browser
browser:
	@$(BIN)/python -m tooling.browser

$(UV): requirements/uv.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is missing ($(PYTHON)). Install it, or say PYTHON=…"; exit 1; }
	$(call say,Creating the Python environment in .venv)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/uv.txt
	@touch $@

.venv/.base: requirements/base.txt $(UV)
	$(call say,Installing the Python packages)
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/base.txt
	@touch $@

.venv/.dev: requirements/dev.txt requirements/base.txt $(UV)
	$(call say,Installing the Python packages for development)
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@ .venv/.base

node_modules/.installed: package.json package-lock.json
	@node --version >/dev/null 2>&1 || { echo "Node.js 20 or later is missing: the styles and scripts are built with it."; exit 1; }
	$(call say,Installing the front end's packages)
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/.built: node_modules/.installed $(FRONTEND_SOURCES)
	$(call say,Building styles and scripts)
	@npm run --silent build
	@touch $@

$(LERNNETZ_VAR)/secret_key:
	@mkdir -p $(LERNNETZ_VAR) && (umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50), end="")' > $@)

$(LERNNETZ_VAR)/.static: .venv/.base frontend/dist/.built $(STATIC_SOURCES) | $(LERNNETZ_VAR)/secret_key
	$(call say,Collecting and hashing the static files)
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@

locale/.compiled: $(CATALOGUES) tooling/messages.py | .venv/.base
	$(call say,Compiling the translations)
	@$(BIN)/python -m tooling.messages compile
	@mkdir -p locale && touch $@
