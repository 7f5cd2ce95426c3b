# `make` lists the targets; `make check` is all that CI runs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help install check lint format types imports test record docs notebook bench build clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/foedus: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev --editable .
	@touch $@

install: $(BIN)/foedus ## make .venv with foedus and the tools of development

check: lint types imports test ## everything CI runs

lint: install ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: install ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: install ## mypy, strict
	$(BIN)/mypy

imports: install ## import-linter: data flows one way
	$(BIN)/lint-imports

test: install ## pytest, on all cores
	$(BIN)/python -m pytest -n auto --dist loadfile

record: install ## rebuild the embedded record from its text files
	$(BIN)/python -m foedus.record.build

docs: install ## rebuild the pages that are made from code
	$(BIN)/python -m foedus.record.pages > docs/record.md
	$(BIN)/python -c "import sys; from foedus.brief.schema import as_text; from foedus.brief.jsonform import schema; sys.stdout.write(as_text(schema()))" > docs/assessment.schema.json
	$(BIN)/python -c "import sys; from foedus.brief.schema import as_text; from foedus.brief.whatif_json import schema; sys.stdout.write(as_text(schema()))" > docs/whatif.schema.json
	$(BIN)/python -c "import sys; from foedus.brief.schema import as_text; from foedus.check.jsonform import schema; sys.stdout.write(as_text(schema()))" > docs/check.schema.json

notebook: install ## run the worked notebook and store it with its outputs
	$(BIN)/python docs/notebooks/store.py

bench: install ## time the start of the commands against their imports
	$(BIN)/python bench/start.py

build: install ## make the wheel
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## remove what can be made again
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
