# One word per job; the same words in CI. A fresh machine needs Python 3.11 or newer and make.
#
#   make demo    install what the app needs, run it on a made-up case
#   make test    install what developers need, run every test
#   make check   format, lint, types, floors, dependencies
#   make bench   run every benchmark
#   make docs    write the generated pages again
#   make lock    choose versions again (needs a network)
#   make clean   remove what the words above made

PYTHON ?= python3
JOBS ?= 2
BIN := .venv/bin
UV := .venv/tool/bin/uv pip
UV_VERSION := 0.13.9
SYNC := $(UV) sync -q --compile-bytecode --require-hashes --python $(BIN)/python
SELF := $(UV) install -q --compile-bytecode --no-deps --python $(BIN)/python --editable .
LOCK := $(UV) compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: demo test check bench docs lock clean

demo: .venv/app
	$(BIN)/zhanlian demo

test: .venv/dev
	$(BIN)/pytest -n $(JOBS) -q

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

bench: .venv/dev
	@set -e; for file in $$(grep -l '__main__' benchmarks/*.py); do \
	  echo "== $$file"; PYTHONPATH=scripts $(BIN)/python $$file; \
	done

docs: .venv/app
	$(BIN)/zhanlian docs --write docs

lock: | .venv/tool/bin/uv
	$(LOCK) --all-extras pyproject.toml -o requirements-dev.lock
	$(LOCK) -c requirements-dev.lock pyproject.toml -o requirements.lock

clean:
	rm -rf .venv build dist demo-case .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed. The developers' set holds the app's, so it stands in for it; installing the
# app's set alone takes the rest away, and says so by removing the other mark.

.venv/tool/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Zhanlian needs Python 3.11 or newer: make PYTHON=python3.11 ..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PYTHON) -m venv .venv/tool
	.venv/tool/bin/pip install -q --disable-pip-version-check uv==$(UV_VERSION)

.venv/app: requirements.lock pyproject.toml | .venv/tool/bin/uv
	$(SYNC) requirements.lock
	$(SELF)
	rm -f .venv/dev
	touch $@

.venv/dev: requirements-dev.lock pyproject.toml | .venv/tool/bin/uv
	$(SYNC) requirements-dev.lock
	$(SELF)
	touch .venv/app $@
