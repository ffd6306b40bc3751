# Everything is done by tools/setup.py; without make: python3 tools/setup.py run (or test, ...).
# More for the program, pytest or uv: make test ARGS="-k aftercare"

PYTHON ?= python3

setup run test check bench torture lock:
	@$(PYTHON) tools/setup.py $@ $(ARGS)

.PHONY: setup run test check bench torture lock
