# make run   starts the app          make test   runs every test
# Both begin from nothing: a virtual environment in .venv and, for tests, Chromium, nginx,
# Poppler, libical, R and PSPP.

PYTHON ?= python3
VENV = .venv/bin/python
# more for pytest, for example: make test ARGS="-k ballot"
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run demo test check format audit bench bench-many bench-peers soak screenshots
.PHONY: engines hearing vendor clean venv venv-dev tools

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: venv ## start the app, settings from the environment
	@exec $(VENV) app.py

demo: venv ## start the app with a workshop full of simulated attendees
	@exec $(VENV) -m demo

test: venv-dev tools ## run every test; the last line says what failed
	@$(VENV) scripts/run_tests.py $(ARGS)

check: venv-dev ## formatter, linter, types, vendored files, then every test
	$(VENV) -m ruff format --check .
	$(VENV) -m ruff check .
	$(VENV) -m mypy
	$(VENV) scripts/vendor.py --check
	@$(MAKE) --no-print-directory test

format: venv-dev ## put the code into the formatter's shape
	$(VENV) -m ruff format .
	$(VENV) -m ruff check --fix .

audit: venv-dev ## ask what holes are known in what is pinned and vendored here
	@$(VENV) -m scripts.audit

bench: venv-dev ## measure against the bare stack
	@exec $(VENV) -m lab.bench

bench-many: venv-dev ## connect 10,000 phones in 500 workshops to one process, then to two
	@exec $(VENV) -m lab.bench.many $(ARGS)

bench-peers: venv-dev ## measure beside Socket.IO on uvicorn and on Node, nchan, Postgres and the disk
	@$(VENV) scripts/tools.py peers
	@$(PYTHON) scripts/venv.py --in lab/scratch/peers/venv lab/peers/requirements.txt
	@$(VENV) -m lab.peers.install
	@exec $(VENV) -m lab.peers $(ARGS)

soak: venv-dev tools ## run for a long time and watch what grows
	@$(VENV) -m pytest -n auto -p no:cacheprovider --thorough -m thorough
	@exec $(VENV) -m lab.soak

hearing: venv-dev ## let a real screen reader read the pages; one walk by ARGS=attendee
	@$(VENV) scripts/tools.py hearing
	@exec $(VENV) -m lab.hearing $(ARGS)

screenshots: venv-dev tools ## picture every page in every state
	@exec $(VENV) -m lab.screenshots

engines: venv-dev ## walk a workshop in WebKit and Firefox; more by ARGS="--pictures FOLDER"
	@$(VENV) scripts/tools.py engines
	@exec $(VENV) -m lab.engines $(ARGS)

vendor: ## fetch the vendored files again
	@$(PYTHON) scripts/vendor.py

clean: ## remove .venv and caches; workshop data stays
	rm -rf .venv .venv.lock .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

venv:
	@$(PYTHON) scripts/venv.py requirements.txt

venv-dev:
	@$(PYTHON) scripts/venv.py requirements.txt requirements-gevent.txt requirements-dev.txt

tools: venv-dev
	@$(VENV) scripts/tools.py
