# What to type is in README.md; `make help` lists it. Nothing but Python and pip is
# needed: everything goes into .venv/ in this folder.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run course test lab .venv

BIN := .venv/bin
# `make PYTHON=/path/to/python` uses that one; otherwise the first that fits is taken.
PYTHON :=
# Options for JupyterLab: `make lab LAB=--no-browser`.
LAB :=

help:  ## list what there is to make
	@grep -E '^[a-z.]+:.*##' Makefile | sed -E 's/^([a-z.]+):.*## /make \1|/' \
		| awk -F'|' '{printf "  %-12s %s\n", $$1, $$2}'

run: .venv  ## lessons 00 and 14: the question of the course and its answer
	@$(BIN)/msgan run 00_start_here 14_full_training --profile class

course: .venv  ## run all lessons, one after the other
	@$(BIN)/msgan run --profile class

lab: .venv  ## copy the lessons to work/ (never over a file) and open JupyterLab there
	@$(BIN)/python -m msgan_lib.course.lab
	@$(BIN)/jupyter lab $(LAB) work

# One file goes to one worker, since the cells of a notebook share a kernel, and
# tests/conftest.py puts the long files first. The options of nbval run the students'
# notebooks; tests/notebooks/test_run.py runs the solved ones.
test: .venv  ## all checks and tests, as the continuous integration runs them
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest \
		-n 2 --dist loadfile --no-loadscope-reorder \
		--nbval-lax --nbval-current-env --nbval-cell-timeout 120 \
		--ignore notebooks/solutions notebooks tests

.venv: .venv/.installed  ## install everything into .venv/

# The stamp is written last, and without it everything is made anew (from pip's cache):
# a package that an interruption left half unpacked looks installed to pip.
.venv/.installed: pyproject.toml
	@set -eu -o pipefail; found=; python=; \
	for candidate in $(or $(PYTHON),python3 python3.11 python3.12 python3.13 python); do \
		version=$$($$candidate -c 'import ensurepip, sys, venv; \
			print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
		found="$$found$${found:+, }$$candidate is $$version"; \
		case "$$version" in $(if $(PYTHON),3.1[1-9],3.11|3.12|3.13)) \
			python=$$candidate; break;; esac; \
	done; \
	if [ -z "$$python" ]; then \
		echo "error: the course needs Python 3.11, 3.12 or 3.13 with pip and venv" \
			"($${found:-no Python was found}): install one, or name one with" \
			"'make .venv PYTHON=/path/to/python3.12'." >&2; \
		exit 1; \
	fi; \
	if [ ! -f $@ ] || ! $(BIN)/python -c '' 2>/dev/null; then \
		echo "Making .venv with Python $$version"; \
		"$$python" -m venv --clear .venv; \
	fi; \
	rm -f $@; \
	echo "Installing the course: a few minutes the first time"; \
	( while sleep 20 >/dev/null 2>&1 && kill -0 $$$$; do echo "  $$SECONDS s"; done ) & \
	trap "kill $$! 2>/dev/null || true" EXIT; \
	PYTHONUNBUFFERED=1 $(BIN)/python -m pip install --progress-bar off \
		--disable-pip-version-check -e '.[lab,dev,sweep]' 2>&1 | tee .venv/install.log \
		| while IFS= read -r line; do case "$$line" in \
			*Downloading*.metadata*|*cached*.metadata*) ;; \
			*Downloading*[0-9]\ [MG]B*|*cached*[0-9]\ [MG]B*) echo "$$line";; \
			Installing\ collected*) echo "  unpacking all of them";; \
		esac; done || { \
		tail -n 20 .venv/install.log >&2; \
		echo "error: pip failed, see above and .venv/install.log; once that is" \
			"mended, run the same command again." >&2; \
		exit 1; }; \
	touch $@; \
	echo "Installed"
