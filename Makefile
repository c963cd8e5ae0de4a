# The two commands of this project, and what they are made of. 'make' alone lists them.

PYTHON ?= python3
SANDBOX_RUN = $(PYTHON) -m sandbox

.PHONY: help python sandbox sandbox-down sandbox-status tools test-sandbox

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/' | sort

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.9 or newer (apt-get install python3)" >&2; exit 1; }

sandbox: python  ## bring everything up on this machine, run the operator, apply EXAMPLE (default single-region-keyspaces)
	@$(SANDBOX_RUN) up

sandbox-down: python  ## end everything that 'make sandbox' started and leave no trace
	@$(SANDBOX_RUN) down

sandbox-status: python  ## say what of the sandbox runs, where and since when
	@$(SANDBOX_RUN) status || [ $$? -eq 3 ]

tools: python  ## install what the sandbox and the tests need into the cache
	@$(SANDBOX_RUN) tools

test-sandbox: python  ## test the sandbox itself, its real Kubernetes node included (root)
	@$(PYTHON) -m unittest discover -s sandbox/tests -t .
