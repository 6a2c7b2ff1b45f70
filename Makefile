# Every command of the project, the same here and in continuous integration.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# Numerical libraries run on one thread each: several cost more than they give on short articles.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

# Where reference data lies when it is there; tests and evaluations that need it say so and skip when it is not.
SHARED ?= ../shared

.PHONY: help setup demo test fast test-web check fix docs evals bench durability golden lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: $(STAMP) ## create .venv with the `rashomon` command

$(STAMP): pyproject.toml requirements/dev.lock
	@sh requirements/setup.sh $(VENV)
	@touch $@

demo: $(STAMP) ## compare the three sample articles; write out/demo.html
	@mkdir -p out
	$(BIN)/rashomon compare src/rashomon/samples/*.md src/rashomon/samples/*.html --html out/demo.html --json out/demo.json
	@echo "The page: out/demo.html    The data: out/demo.json"

fast: $(STAMP) ## the tests that need no parser and no process of their own
	$(BIN)/python -m pytest -m "not slow"

test: $(STAMP) ## every test but the browser's
	$(BIN)/python -m pytest

test-web: $(STAMP) ## the HTML report in a real browser, where there is one
	@bash tests/web/run $(BIN)/python

check: $(STAMP) ## format, lint, types, import directions, documents, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -m "not slow"

fix: $(STAMP) ## format, and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP) ## the documents say what the program does
	$(BIN)/python -m pytest tests/test_docs.py

evals: $(STAMP) ## quality on the reference data, against the floors of evals/baseline.json
	$(BIN)/python evals/gate.py --data $(SHARED)/data
	$(BIN)/python evals/mending.py --data $(SHARED)/data

bench: $(STAMP) ## time and memory beside a process that only parses
	$(BIN)/python benchmarks/bench.py --shared $(SHARED)
	$(BIN)/python benchmarks/attributing.py --shared $(SHARED)
	$(BIN)/python benchmarks/fetching.py
	$(BIN)/python benchmarks/library.py --shared $(SHARED) --sizes 5000 10000
	$(BIN)/python benchmarks/growing.py --shared $(SHARED)
	$(BIN)/python benchmarks/page.py --shared $(SHARED)

durability: $(STAMP) ## a library whose writers are killed, crowded and out of disk: some ten minutes
	$(BIN)/python evals/durability.py

golden: $(STAMP) ## whole stories against what a careful reader requires of them
	$(BIN)/python -m pytest tests/golden

lock: $(STAMP) ## write the lock files again from pyproject.toml (UPGRADE=1: newest versions)
	@sh requirements/lock.sh $(BIN) $(if $(UPGRADE),--upgrade)

clean: ## remove what the other commands made
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
