# Two targets do everything: `make site` builds the site, `make test` checks the project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TOOLED := $(VENV)/.tooled

SECONDS ?= 300
AUDITING := $(VENV)-audit

.PHONY: site serve bench check test format lint types unit hosts nightly scale fuzz lock sbom audit browser clean

site: $(INSTALLED)  ## gate, then build the site of the contracts in this repository into site/
	$(BIN)/contractdocs check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

serve: $(INSTALLED)  ## show the site and follow changes
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

check: $(INSTALLED)  ## the gate alone
	$(BIN)/contractdocs check

test: format lint types unit hosts  ## everything: format, lint, types, tests, a browser and every host included

format: $(TOOLED)
	$(BIN)/ruff format --check plugins tests benchmarks

lint: $(TOOLED)
	$(BIN)/ruff check plugins tests benchmarks

types: $(TOOLED)
	$(BIN)/mypy

unit: $(TOOLED) browser
	$(BIN)/pytest -q -n auto

hosts: $(TOOLED)  ## build the site in every host that the documentation has a recipe for
	$(BIN)/pytest -q -n auto -m hosts tests/matrix

nightly: $(TOOLED)  ## ask a validator about 20,000 generated pairs of schemas
	CONTRACTDOCS_PAIRS=20000 $(BIN)/pytest -q -n auto tests/compare/test_set_logic.py

scale: $(TOOLED)  ## check 10,000 contracts on a Dask cluster of two workers, in parts and on one process: the same bytes
	CONTRACTDOCS_CATALOG=10000 $(BIN)/pytest -q -s tests/scale/test_workers.py

fuzz: $(TOOLED) browser  ## the long tests of security for so many seconds: make fuzz SECONDS=300
	$(BIN)/python -m tests.security --seconds $(SECONDS)

lock: $(TOOLED)  ## renew the lock: every package that the tests need, with its hashes, for Python 3.11 on Linux
	$(PYTHON) -m venv $(AUDITING)
	$(AUDITING)/bin/pip install -q --disable-pip-version-check pip-tools
	$(AUDITING)/bin/pip-compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --extra mkdocs --no-header --no-annotate \
	 --no-emit-index-url --no-emit-trusted-host --no-emit-options --output-file requirements.lock pyproject.toml requirements-dev.txt

sbom: $(TOOLED)  ## list what is installed, as CycloneDX
	$(PYTHON) -m venv $(AUDITING)
	$(AUDITING)/bin/pip install -q --disable-pip-version-check cyclonedx-bom
	$(AUDITING)/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml -o sbom.cdx.json $(BIN)/python

audit:  ## ask for known weaknesses of all that is locked; 3 where nobody answers
	$(PYTHON) -m venv $(AUDITING)
	$(AUDITING)/bin/pip install -q --disable-pip-version-check pip-audit
	@.ci/audit $(AUDITING)/bin

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
	@$(BIN)/python -m compileall -q plugins/contractdocs
	@touch $@

$(TOOLED): pyproject.toml requirements-dev.txt requirements.lock | $(BIN)/python
	@.ci/install $(BIN)
	@$(BIN)/python -m compileall -q plugins/contractdocs
	@touch $(INSTALLED) $@

bench: $(TOOLED)  ## measure against peers, which are fetched from the Python and npm registries
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) $(AUDITING) sbom.cdx.json site .cache .pytest_cache .mypy_cache .ruff_cache
