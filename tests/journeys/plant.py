"""Fills a house before its story begins: python -m tests.journeys.plant package.module:function."""

import importlib
import os
import sys

import django


def main(seed: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    module, _, function = seed.partition(":")
    getattr(importlib.import_module(module), function)()


if __name__ == "__main__":
    main(*sys.argv[1:])
