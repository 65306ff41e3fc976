# `make up` installs Accord on its first call and runs it; `make check` runs all that CI runs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := accord api bot cli config parsers store worker

# `uv` where it is installed, else pip; both take only what the locks name, by hash.
UV := $(shell command -v uv 2>/dev/null)
ifdef UV
  new_venv = $(UV) venv --quiet --python $(PYTHON) $(1)
  install = $(UV) pip install --quiet --python $(1)/bin/python
else
  new_venv = $(PYTHON) -m venv $(1)
  install = $(1)/bin/python -m pip install --quiet --disable-pip-version-check
endif
locked = --require-hashes --only-binary :all:

.PHONY: bench up setup check format lint types contract audit sbom test wheel test-wheel tidy secrets lock clean

up: $(VENV)/accord.stamp
	@$(BIN)/accord up

# The tools and servers that the checks need, on top of Accord itself.
setup: $(VENV)/dev.stamp

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Accord needs Python 3.11 or newer. Name one: make PYTHON=python3.12 ..."; exit 1; }
	@rm -rf $(VENV)
	@$(call new_venv,$(VENV))
	@touch $@

$(VENV)/accord.stamp: requirements.lock requirements-build.lock pyproject.toml $(VENV)/python.stamp
	@echo "Installing Accord into $(VENV); this takes a minute ..."
	@$(call install,$(VENV)) $(locked) -r requirements-build.lock
	@$(call install,$(VENV)) $(locked) -r requirements.lock
	@$(call install,$(VENV)) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/accord.stamp
	@$(call install,$(VENV)) $(locked) -r requirements-dev.lock
	@touch $@

check: format lint types contract audit sbom test test-wheel
	@echo "All checks passed."

format: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/compose-lint --fail-on high docker-compose.yml

types: setup
	$(BIN)/mypy

contract: setup
	$(BIN)/lint-imports

# Says so where the vulnerability service cannot be reached, and goes on.
audit: setup
	@$(BIN)/python -m tests.dependencies requirements.lock

# What Accord is installed with, as CycloneDX, with the hash of each.
sbom: setup
	@mkdir -p build
	@$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --output-file build/accord.cdx.json requirements.lock 2>/dev/null
	@echo "build/accord.cdx.json lists what Accord is installed with."

test: setup
	$(BIN)/pytest -n 2 --dist loadgroup

wheel: setup
	@rm -rf dist
	$(BIN)/python -m hatchling build --target wheel

# The tests away from the checkout, so that they see what the wheel holds and nothing else.
test-wheel: wheel
	@rm -rf build/wheel && mkdir -p build/wheel
	@$(call new_venv,build/wheel/venv)
	@$(call install,build/wheel/venv) $(locked) -r requirements.lock
	@$(call install,build/wheel/venv) $(locked) -r requirements-dev.lock
	@$(call install,build/wheel/venv) --no-deps dist/accord_ip-*.whl
	@cp -r tests docs pyproject.toml docker-compose.yml Dockerfile requirements*.lock build/wheel/
	cd build/wheel && PYTHONPATH=$(CURDIR)/build/wheel venv/bin/pytest -n 2 --dist loadgroup

tidy: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The passwords that docker-compose.yml hands to its services; nothing that exists is overwritten.
secrets:
	@$(PYTHON) deploy/write_secrets.py

# Renews the locks; needs uv.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements.lock
	uv pip compile --group build --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements-build.lock
	uv pip compile --group dev --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements-dev.lock
	uv pip compile --group bench --constraint requirements.lock --constraint requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements-bench.lock

# Look-ups and recording at a million releases, back-fill against other programs, re-reading.
# Hours on two cores that do nothing else; needs 12 GB of disk for a while.
bench: setup
	@test -d build/bench || $(call new_venv,build/bench)
	@$(call install,build/bench) $(locked) -r requirements.lock
	@$(call install,build/bench) $(locked) -r requirements-dev.lock
	@$(call install,build/bench) $(locked) -r requirements-bench.lock
	@$(call install,build/bench) --no-deps --no-build-isolation --editable .
	build/bench/bin/python -m tests.benchmarks.throughput
	build/bench/bin/python -m tests.benchmarks.rereading
	build/bench/bin/python -m tests.benchmarks.archive

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
