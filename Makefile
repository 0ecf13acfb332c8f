# Two lines a verb; the work is in bin/.
.PHONY: help setup demo dev test unit journeys check lock messages
.DEFAULT_GOAL := help

help:
	@bin/help

setup:
	@bin/setup

demo:
	@bin/demo

dev:
	@bin/dev

test:
	@bin/ci

unit:
	@bin/test

journeys:
	@bin/test --journeys

check:
	@bin/check

lock:
	@bin/lock

messages:
	@bin/messages
