# Two commands: `make run` (the whole system) and `make test` (every check). Both set themselves up.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

TOOLS := .tools
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo $(TOOLS)/uv/bin/uv)
PY := .venv/bin/python
WEB := web_widget
WEB_SOURCES := $(shell find $(WEB) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
UV_VERSION := 0.9

.PHONY: help run test train bench encoder web install clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: install web  ## start the whole system; prints its addresses; Ctrl-C stops it
	@exec .venv/bin/helpline run

test: install web chromium train  ## every check: lint, types, content, unit, integration, conversations, browser
	@$(PY) -m tests

bench: install web chromium train  ## measure the speed, side by side with stock Rasa
	@$(PY) -m tests.bench

train: install  ## train the assistant where its content changed
	@.venv/bin/helpline train

encoder: | $(UV)  ## train the danger encoder again, in an environment of its own (see README)
	@UV_PROJECT_ENVIRONMENT=.venv-train $(UV) sync --quiet --frozen --python 3.12 --no-default-groups --group train
	@.venv-train/bin/python -m bot.danger.training

web: $(WEB)/dist/.built  ## build the widget and the console

install: .venv/.installed  ## the Python environment, from the lock

clean:  ## remove what the commands made, except conversations
	rm -rf .venv $(TOOLS) $(WEB)/node_modules $(WEB)/dist

# --- how -------------------------------------------------------------------------------------------

.venv/.installed: pyproject.toml uv.lock .python-version | $(UV)
	@echo "helpline: installing Python packages (the first time takes a few minutes)"
	@$(UV) sync --quiet --frozen --all-extras
	@touch $@

$(TOOLS)/uv/bin/uv:
	@.ci/need python3 "apt-get install python3"
	@echo "helpline: getting uv"
	@mkdir -p $(TOOLS)
	@python3 -m venv $(TOOLS)/uv >/dev/null 2>&1 || { .ci/apt python3-venv && python3 -m venv $(TOOLS)/uv; }
	@$(TOOLS)/uv/bin/pip install --quiet --disable-pip-version-check 'uv>=$(UV_VERSION),<1'

$(WEB)/node_modules/.installed: $(WEB)/package.json $(WEB)/package-lock.json
	@.ci/need node "apt-get install nodejs npm, version 20 or later"
	@.ci/need npm "apt-get install npm"
	@echo "helpline: installing web packages"
	@cd $(WEB) && npm ci --silent --no-audit --no-fund
	@touch $@

$(WEB)/dist/.built: $(WEB)/node_modules/.installed $(WEB_SOURCES)
	@echo "helpline: building the widget and the console"
	@cd $(WEB) && npm run --silent build > /dev/null
	@touch $@

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null 2>&1 || .ci/apt chromium fonts-liberation
