# Needs Python 3.11 or newer with pip, and make. Everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/pytest --numprocesses auto --dist worksteal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check format docs pictures bench bench-fet clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/run.stamp ## Install, solve a school of 20 classes, say where the files are
	$(BIN)/timetabler solve examples/wattle-creek/school.yaml --time-limit 60

test: .venv/dev.stamp ## Install and run the quick tests, which need no browser
	$(PYTEST) -m "not slow and not browser"

check: .venv/dev.stamp ## Everything that CI runs: style, types, layers, docs, all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/check-jsonschema --schemafile docs/timetabler.schema.json examples/*/*.yaml
	$(PYTEST)

format: .venv/dev.stamp ## Format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/dev.stamp ## Write the generated pages of docs/
	$(BIN)/python docs/generate.py

pictures: .venv/dev.stamp examples/wattle-creek/timetable/timetable.json ## Take the pictures of the README anew
	$(BIN)/python docs/pictures.py

bench: .venv/dev.stamp ## Measure every example, beside a plain model (docs/benchmarks.md)
	$(BIN)/python -m benchmarks

bench-fet: .venv/dev.stamp ## Measure the files of FET, beside FET (docs/benchmarks-fet.md)
	$(BIN)/python -m benchmarks.fet

examples/wattle-creek/timetable/timetable.json:
	$(BIN)/timetabler solve examples/wattle-creek/school.yaml --time-limit 60

clean: ## Remove .venv, caches and solved examples
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf examples/*/timetable examples/*/timetable-*

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

# The stamps make a second run quick: pip works again only when pyproject.toml has changed.
.venv/run.stamp: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/dev.stamp: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --editable '.[dev,parquet]'
	touch $@ .venv/run.stamp
