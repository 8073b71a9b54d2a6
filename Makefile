# Everything a checkout needs is made here, from Python 3.11 and Node 20 alone.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
ARGS ?=

VENV := .venv
OLD_SDK := .venv-sdk-0.72
NODE := tests/node
BIN := $(VENV)/bin

.PHONY: serve test coverage check bench golden format clean
.DEFAULT_GOAL := test

serve: $(VENV)/made  ## Serve the shipped scenarios; ARGS="my-scenarios --port 9000" says more.
	$(BIN)/understudy serve $(ARGS)

test: check $(OLD_SDK)/made $(NODE)/node_modules/made  ## All that CI asks; ARGS="tests/wire -k ping" for pytest.
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

coverage:  ## The same, and which branches no test takes; it takes half as long again.
	$(MAKE) test ARGS="--cov --cov-branch --cov-report term $(ARGS)"

check: $(VENV)/made  ## Lint, format and types.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy server tests

bench: $(VENV)/made  ## CPU a stream, beside a bare server in the same minute.
	$(BIN)/python -m tests.bench $(ARGS)

golden: $(VENV)/made  ## Rewrite the golden files; review them as a diff.
	UNDERSTUDY_GOLDEN=rewrite $(BIN)/python -m pytest -p no:randomly -q -m golden $(ARGS)

format: $(VENV)/made
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(OLD_SDK) $(NODE)/node_modules .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis dist

# Each environment is made once, and again when the file that describes it changes.

$(VENV)/made: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

$(OLD_SDK)/made: tests/sdk/requirements-0.72.txt
	$(PYTHON) -m venv $(OLD_SDK)
	$(OLD_SDK)/bin/python -m pip install --quiet --requirement $<
	@touch $@

$(NODE)/node_modules/made: $(NODE)/package-lock.json
	cd $(NODE) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@
