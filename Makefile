# What to type is in README.md; `make help` lists it. Nothing but Python and pip is
# needed: everything goes into .venv/ in this folder.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run course check test lab .venv

BIN := .venv/bin
# `make PYTHON=/path/to/python` uses that one; otherwise the first that fits is taken.
PYTHON :=
# Options for JupyterLab: `make lab LAB=--no-browser`.
LAB :=
# Where `make lab` copies the lessons to: `make lab WORK=~/msgan/work`.
WORK := work

help:  ## list what there is to make
	@grep -E '^[a-z.]+:.*##' Makefile | sed -E 's/^([a-z.]+):.*## /make \1|/' \
		| awk -F'|' '{printf "  %-12s %s\n", $$1, $$2}'

run: .venv  ## lessons 00 and 14: the question of the course and its answer
	@$(BIN)/msgan run 00_start_here 14_full_training --profile class

course: .venv  ## run all lessons, one after the other
	@$(BIN)/msgan run --profile class

lab: .venv  ## copy the lessons to work/ (never over a file) and open JupyterLab there
	@$(BIN)/python -m msgan_tools.lab "$(WORK:~%=$(HOME)%)"
	@$(BIN)/jupyter lab $(LAB) "$(WORK:~%=$(HOME)%)"

# What runs without a kernel; the rules of all notebooks are among it.
check: .venv  ## lint, the quick tests and the notebooks' rules, in about a minute
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow" tests

# One file goes to one worker, since the cells of a notebook share a kernel, and
# tests/conftest.py puts the long files first. The options of nbval run the students'
# notebooks; tests/notebooks/test_solved.py runs the solved ones.
test: .venv  ## all checks and tests, as the continuous integration runs them
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest \
		-n 2 --dist loadfile --no-loadscope-reorder \
		--nbval-lax --nbval-current-env --nbval-cell-timeout 120 \
		--ignore notebooks/solutions notebooks tests

# The first Python that fits runs what installs: .venv's own, if it is there.
.venv:  ## install everything into .venv/
	@found=; for python in $(or $(PYTHON),$(BIN)/python python3 python3.11 python3.12 \
			python3.13 python); do \
		version=$$($$python -c 'import ensurepip, sys, venv; \
			print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
		case "$$python:$$version" in \
			*:3.11|*:3.12|*:3.13|"$(or $(PYTHON),$(BIN)/python)":3.1[4-9]) \
			exec "$$python" -I msgan_tools/install.py;; \
		esac; \
		found="$$found$${found:+, }$$python is $$version"; \
	done; \
	echo "error: the course needs Python 3.11, 3.12 or 3.13 with pip and venv" \
		"($${found:-no Python was found}): install one, or name one with" \
		"'make .venv PYTHON=/path/to/python3.12'." >&2; \
	exit 1
