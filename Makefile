# Two commands do everything: `make run` and `make test`. See README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ONLY ?=

.PHONY: setup run test lint format bench prove train web lock clean

setup: $(VENV)/ready

$(VENV)/ready: requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The workspace on invented people; `make run ARGS=--fresh` starts over.
ARGS ?=
run: setup
	@$(BIN)/python -m bedside.cli demo $(ARGS)

# The database tests run on SQLite, and at the same time on a PostgreSQL that is started from its installed binaries.
test: setup
	@mkdir -p .cache; $(BIN)/python -m tests.postgres >.cache/postgres.log 2>&1 & other=$$!; \
		$(BIN)/pytest; here=$$?; wait $$other; there=$$?; echo "The database tests on PostgreSQL:"; cat .cache/postgres.log; \
		test $$here = 0 && test $$there = 0

lint: setup
	@$(BIN)/ruff format --check src tests benchmarks training
	@$(BIN)/ruff check src tests benchmarks training
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: setup
	@$(BIN)/ruff format src tests benchmarks training
	@$(BIN)/ruff check --fix src tests benchmarks training

bench: setup
	@$(BIN)/python -m benchmarks $(ONLY)

prove: setup
	@$(BIN)/python -m benchmarks.prove $(ONLY)

# The learned reader anew, in an environment of its own; CORPORA is the folder that training/README.md describes.
CORPORA ?=
TRAIN := .cache/train

train: $(TRAIN)/ready
	@test -d "$(CORPORA)" || { echo "make train CORPORA=folder with the public corpora; training/README.md says which"; exit 2; }
	@PYTHONPATH=src:. $(TRAIN)/bin/python -m training.reader "$(CORPORA)"

$(TRAIN)/ready: requirements/train.txt
	@test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/train.txt
	@touch $@

# What the pages' scripts and fonts are built from; the result is committed, so only who changes web/ needs Node.
web: web/node_modules/.package-lock.json
	@cd web && node build.mjs

web/node_modules/.package-lock.json: web/package-lock.json
	@cd web && npm ci --ignore-scripts --no-fund --no-audit --silent

# Dependencies with hashes, in plain requirements files that name no index address.
lock:
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 \
		--universal pyproject.toml --group dev -o requirements/dev.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 \
		--universal pyproject.toml -o requirements/core.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 \
		--universal pyproject.toml --extra reader --group train -o requirements/train.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
