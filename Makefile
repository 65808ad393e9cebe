# `make demo` and `make test` set up everything they need; nothing but Python 3.11 or later is asked for.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Compiled modules are kept, whatever the surroundings say: every command then begins sooner, and the tests run some hundred of them.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-full lint bench fuzz docs pictures golden clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements/run.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit("cwbaudit needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 demo" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	@echo "Adding what the tests need (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

setup: $(VENV)/.dev ## everything for development, into .venv

demo: $(VENV)/.run ## audit the two Preston samples, publish one and compare both, into preston-2013/ and preston-2017/
	@$(BIN)/cwbaudit demo --all

test: $(VENV)/.dev ## the default tests, with lint and types: some minutes on two cores
	@$(BIN)/ruff check --quiet src tests data docs
	@$(BIN)/ruff format --check --quiet src tests data docs
	@$(BIN)/mypy
	@$(BIN)/pytest -n auto --dist worksteal

test-full: $(VENV)/.dev ## what needs a browser (Chromium) or a workbook engine (LibreOffice), and what takes long
	@$(BIN)/pytest -m "browser or office or slow" -n auto

bench: $(VENV)/.dev ## the benchmarks, as ratios measured side by side
	@$(BIN)/pytest -m bench -s

fuzz: $(VENV)/.dev ## thousands of mutated spend files: each read with every row accounted for, or refused in words
	@$(BIN)/pytest -m fuzz -n auto

lint: $(VENV)/.dev ## format and lint
	@$(BIN)/ruff format src tests data docs
	@$(BIN)/ruff check --fix src tests data docs
	@$(BIN)/mypy

docs: $(VENV)/.dev ## write the generated reference pages anew
	@$(BIN)/python docs/generate.py

pictures: $(VENV)/.dev ## take the README's pictures anew (needs Chromium, LibreOffice and poppler-utils)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python docs/pictures.py

golden: $(VENV)/.dev ## write the sample files anew
	@$(BIN)/python data/samples/preston-2013/make_sample.py
	@$(BIN)/python data/samples/preston-2017/make_sample.py

lock: $(VENV)/.dev ## resolve the locks anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml requirements/build.in -o requirements/run.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --group dev -c requirements/run.lock -o requirements/dev.lock

clean: ## remove what was made
	rm -rf $(VENV) preston-2013 preston-2017 dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
