"""What every test may rely on: the database SUKETTO_DATABASE_URL names (else SQLite), an empty cache, no network."""

import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples

from suketto.search import wording

SLOW_SECONDS = 0.1
# How long an example takes says how busy the machine is, not whether the product is right.
examples.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("untimed")


class ForeignHost(Exception):
    """A test reached for a host other than this machine."""


def on_this_machine(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a socket in a file
    if address[0] in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Tests talk to this machine only; a name that would have to be looked up is foreign too."""
    patch = pytest.MonkeyPatch()

    def guarded(real: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if not on_this_machine(address):
                raise ForeignHost(f"a test tried to reach {address}")
            return real(self, address)

        return connect

    patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def as_on_the_first_morning() -> Iterator[None]:
    """Nothing remembered from the test before: no cache, no wording, the house's own language."""
    for name in settings.CACHES:
        caches[name].clear()
    wording.forget()
    with translation.override("ja"):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser stories come last: their event loop would forbid the database to tests after them."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A failure is named at once: a run that is ended early has said what it knew."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        said = getattr(report.longrepr, "reprcrash", None)
        sys.stdout.write(f"\n{report.when} of {report.nodeid} failed: {said.message[:1000] if said else ''}\n")
        sys.stdout.flush()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    slow = [
        report
        for report in terminalreporter.stats.get("passed", [])
        if report.duration > SLOW_SECONDS and not {"slow", "journey", "architecture"} & set(report.keywords)
    ]
    if slow:
        terminalreporter.section(f"{len(slow)} tests took over {SLOW_SECONDS} s and are not marked slow")
        for report in sorted(slow, key=lambda report: -report.duration)[:10]:
            terminalreporter.write_line(f"{report.duration:.2f} s  {report.nodeid}")
