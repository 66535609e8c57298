# Two targets do everything: `make site` builds the site, `make test` checks the project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TOOLED := $(VENV)/.tooled

.PHONY: site serve bench check test format lint types unit nightly scale browser clean

site: $(INSTALLED)  ## gate, then build the site of the contracts in this repository into site/
	$(BIN)/contractdocs check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

serve: $(INSTALLED)  ## show the site and follow changes
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

check: $(INSTALLED)  ## the gate alone
	$(BIN)/contractdocs check

test: format lint types unit  ## everything: format, lint, types, tests, a browser included

format: $(TOOLED)
	$(BIN)/ruff format --check plugins tests benchmarks

lint: $(TOOLED)
	$(BIN)/ruff check plugins tests benchmarks

types: $(TOOLED)
	$(BIN)/mypy

unit: $(TOOLED) browser
	$(BIN)/pytest -q -n auto

nightly: $(TOOLED)  ## ask a validator about 20,000 generated pairs of schemas
	CONTRACTDOCS_PAIRS=20000 $(BIN)/pytest -q -n auto tests/compare/test_set_logic.py

scale: $(TOOLED)  ## check 10,000 contracts on a Dask cluster of two workers, in parts and on one process: the same bytes
	CONTRACTDOCS_CATALOG=10000 $(BIN)/pytest -q -s tests/scale/test_workers.py

browser:  ## a Chromium for the tests of the built site
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	 { command -v apt-get >/dev/null && \
	   SUDO=$$( [ "$$(id -u)" = 0 ] || echo sudo ) && \
	   $$SUDO apt-get update -qq && $$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null; } || \
	 { echo "The browser tests need Chromium: install it and run again."; exit 1; }

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml | $(BIN)/python
	$(BIN)/pip install -q --disable-pip-version-check -e ".[mkdocs]"
	@touch $@

$(TOOLED): $(INSTALLED) requirements-dev.txt
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

bench: $(TOOLED)  ## measure against peers, which are fetched from the Python and npm registries
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) site .cache .pytest_cache .mypy_cache .ruff_cache
