# The two commands of this project, and what they are made of. 'make' alone lists them.

PYTHON ?= python3
SANDBOX_RUN = $(PYTHON) -m sandbox
# The newest JDK that fits is found by the sandbox; Maven runs on it with a small heap and a quick start.
MAVEN = JAVA_HOME="$$($(SANDBOX_RUN) jdk)" MAVEN_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1" mvn --batch-mode --no-transfer-progress

.PHONY: help python build test test-java test-sandbox test-kubernetes test-exhaustive dist bench bench-sandbox sandbox sandbox-down sandbox-status tools

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/' | sort

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.9 or newer (apt-get install python3)" >&2; exit 1; }

bench-sandbox: python  ## in a sandbox that is up: time and calls to Ready, and what clients see of a rollout and a gateway's restart
	@$(SANDBOX_RUN) bench

sandbox: python  ## bring everything up on this machine, run the operator, apply EXAMPLE (default single-region-keyspaces)
	@$(SANDBOX_RUN) up

sandbox-down: python  ## end everything that 'make sandbox' started and leave no trace
	@$(SANDBOX_RUN) down

sandbox-status: python  ## say what of the sandbox runs, where and since when
	@$(SANDBOX_RUN) status || [ $$? -eq 3 ]

tools: python  ## install what the sandbox and the tests need into the cache
	@$(SANDBOX_RUN) tools

test-sandbox: python  ## test the sandbox itself, its real Kubernetes node included (root)
	@$(PYTHON) -m sandbox.tests

build: python  ## build the operator without running tests
	@$(MAVEN) --quiet -DskipTests package

test: test-java test-sandbox  ## every test: formatter, compiler, JUnit, and the sandbox with its real Kubernetes

test-java: python  ## the Java tests, those on a real API server and a real Cassandra included
	@$(SANDBOX_RUN) tools test
	@$(MAVEN) -Dsurefire.rerunFailingTestsCount=2 spotless:check verify

test-exhaustive: python  ## tests on many machines, and at every single statement: too long for every day
	@$(SANDBOX_RUN) tools test
	@$(MAVEN) test -Dtest.groups=exhaustive -Dtest.excludedGroups=

dist: python  ## make a release in target/dist; BASE=repository@sha256:… names another base image
	@$(SANDBOX_RUN) dist $(if $(BASE),--base $(BASE))

VERSION ?= 1.31.14
test-kubernetes: python  ## the tests on an API server of another release: VERSION=1.31.14, the oldest line supported
	@$(SANDBOX_RUN) tools test-$(VERSION)
	@$(MAVEN) test -Dtest.groups=cluster -Dkubernetes.version=$(VERSION)

bench: build  ## measure; prints tables and writes JSON under target/bench/
	@$(SANDBOX_RUN) tools bench
	@$(MAVEN) --quiet test -Dtest='*Bench*' -Dtest.groups=bench -Dtest.excludedGroups=
