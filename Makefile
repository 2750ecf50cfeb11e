# Everything from a bare clone: python3 (3.11 or later, with venv), make and node (20 or later, with npm) are enough.
# `make run` shows the main question; `make test` and `make check` are what CI runs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
BENCHES := engine crn start coverage los metrics tracking viewer

# Without .pyc files every start takes twice as long; numba's cache stands beside them.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench verify docs nightly warm clean clean-all

help:
	@echo "make run      compare arrangements of command on 2016-05-border (sets everything up first)"
	@echo "make test     all tests"
	@echo "make check    ruff, pyright, import-linter"
	@echo "make bench    speed: one line of JSON for each bench"
	@echo "make verify   exact values against simulated ones"
	@echo "make docs     run the commands of the tutorial and test the reference pages"
	@echo "make nightly  the long ones"
	@echo "make clean    remove caches and compiled kernels (clean-all: the environment too)"

# --- environment ---------------------------------------------------------------------------------------------

$(STAMP)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "skypact needs Python 3.11 or later; $(PYTHON) is older. Name another one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) has no venv module. On Debian: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/package: $(STAMP)/venv pyproject.toml constraints.txt
	@echo "installing what skypact needs into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt hatchling
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable ".[dev]"
	@touch $@

# The web app: built once by npm, into the package. Without npm all but the pages that need it works, and they say so.
$(STAMP)/viewer: $(STAMP)/venv viewer/package-lock.json viewer/build.mjs $(shell find viewer/src -type f)
	@if command -v npm >/dev/null; then echo "building the viewer …"; cd viewer && npm ci --silent && npm run --silent build; \
	else echo "no npm: the viewer is not built. On Debian: apt-get install nodejs npm"; fi
	@touch $@

setup: $(STAMP)/package $(STAMP)/viewer

# Compile the kernels once, so that two test workers do not compile them twice.
warm: setup
	@echo "compiling kernels, if they changed …"
	@$(BIN)/python -c "import skypact; skypact.run('scenarios/2016-05-border.yaml', runs=1, seed=1)"

# --- what people ask for --------------------------------------------------------------------------------------

run: setup
	@$(BIN)/skypact compare scenarios/2016-05-border.yaml --runs 300 --seed 1 --report \
	  --arrangements national,coordinated,unified $$(test -f src/skypact/report/web/viewer.js && echo --view)

test: setup warm
	@if command -v npm >/dev/null; then cd viewer && npm test --silent; else echo "no npm: viewer/ is not tested"; fi
	$(BIN)/python -m pytest -q -n 2 tests

check: setup
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	@if command -v npm >/dev/null; then cd viewer && npm run --silent check; else echo "no npm: viewer/ is not checked"; fi

bench: setup warm
	@for bench in $(BENCHES); do $(BIN)/python bench/$$bench.py || exit 1; done

verify: setup warm
	$(BIN)/python verification/run.py

docs: setup warm
	$(BIN)/python -m pytest -q tests/cli/test_docs.py --commands

nightly: check test verify bench docs
	$(BIN)/python -m pytest -q tests --nightly -m nightly

clean:
	find src tests bench verification -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf .pytest_cache .ruff_cache .import_linter_cache .hypothesis dist build runs src/skypact/report/web $(STAMP)/viewer

clean-all: clean
	rm -rf $(VENV) viewer/node_modules
