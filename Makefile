# Two commands matter: `make run` and `make test`. Both set up everything they need in .venv/.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup run test lock clean

help:
	@echo "make run    try the bot in a browser; with TELEGRAM_BOT_TOKEN set, run the real bot"
	@echo "make test   every check and test"
	@echo "make setup  only build .venv/"

setup: $(READY)

$(READY): requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and none was found. Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { echo "$(PYTHON) could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing the pinned packages into .venv/ (once, about a minute)…"
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@# On every processor, where pip would use one. What this Python cannot compile it does not import.
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || :
	@touch $(READY)

run: $(READY)
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ]; then exec $(BIN)/python run_bot.py run --config config.toml; \
	else exec $(BIN)/python run_bot.py preview; fi

test: $(READY)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	@# Layers and types are checked while the tests wait for each other; all must pass.
	@(nice $(BIN)/lint-imports && nice $(BIN)/python -m mypy) & layers_and_types=$$!; \
	$(BIN)/python -m pytest; tests=$$?; \
	wait $$layers_and_types && exit $$tests

# Needs uv (pip install uv). The lock files carry hashes and no registry address.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements-dev.lock

clean:
	rm -rf .venv
