# `make demo` and `make test` are all a newcomer needs; the rest is for developers.
PYTHON ?= python3
PORT ?= 8050
BIN := .venv/bin

.PHONY: install install-dev demo test lint format bench lock clean

install: .venv/.installed             ## the virtual environment with the `prop` command
install-dev: .venv/.installed-dev     ## the same with what tests and linters need

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements-dev.txt
	touch $@

demo: install                         ## the whole product on a made-up firm, at http://localhost:$(PORT)
	$(BIN)/prop demo --port $(PORT)

test: install-dev                     ## every test that this machine can run
	$(BIN)/pytest

lint: install-dev                     ## style, types, import direction, T-SQL
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --processes 2 sql

format: install-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install-dev                    ## speed and memory figures, with peers side by side
	$(BIN)/python -m benchmarks

lock:                                 ## pin requirements/*.in with hashes; needs uv
	uv pip compile --quiet --generate-hashes --python-version 3.11 requirements/production.in --output-file requirements.txt
	uv pip compile --quiet --generate-hashes --python-version 3.11 requirements/development.in --output-file requirements-dev.txt

clean:
	rm -rf .venv var build dist
