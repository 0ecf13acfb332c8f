"""Stories: each module gets a house of its own, each test fresh browsers that must have nothing to complain about.

A module says what its house holds: SEED = "tests.journeys.seeds:small" names a function that runs once inside it,
and AT = "2026-06-08T10:31+09:00" at which moment its doors open.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.journeys.browser import A_COLLEAGUES_SCREEN, CHROMIUM, Complaints, shot, sign_in
from tests.journeys.chromium import STORY_WITHIN, Chromium, ended_after
from tests.journeys.house import House, Premises, built, copied
from tests.journeys.people import PASSWORD
from tests.journeys.slowly import slowed

HERE = Path(__file__).parent
failed = pytest.StashKey[bool]()
# A story says that something happens; how quickly is measured by bin/bench, not by a machine that is busy just then.
PATIENCE = 20_000  # ms
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is missing: bin/machine installs it as root"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[failed] = report.failed
    return report


@pytest.fixture(scope="session")
def models() -> dict[str | None, Premises]:
    """One finished house for each seed: the others are copies of it."""
    return {}


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, models: dict[str | None, Premises], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    seed = getattr(request.module, "SEED", None)
    if seed not in models:
        models[seed] = built(tmp_path_factory.mktemp("model"), seed)
    house = House(copied(models[seed], tmp_path_factory.mktemp("house")))
    house.start(getattr(request.module, "AT", None))
    try:
        yield house
        house.stop()
    finally:
        house.end()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        chromium = Chromium(playwright)
        yield chromium
        chromium.end()


@pytest.fixture(autouse=True)
def told_in_time(request: pytest.FixtureRequest) -> Iterator[None]:
    """A story that waits for ever fails and says where it stood."""
    with ended_after(STORY_WITHIN, request.node.nodeid):
        yield


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def new_page(
    request: pytest.FixtureRequest, chromium: Chromium, house: House, complaints: Complaints
) -> Iterator[Callable[..., Page]]:
    """Another person's browser, signed out: new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")."""
    contexts: list[BrowserContext] = []

    def open_page(**wishes: Any) -> Page:
        context = chromium.open(**{"base_url": house.url, **A_COLLEAGUES_SCREEN, **wishes})
        context.set_default_timeout(PATIENCE)
        complaints.watch(context)
        slowed(context)
        contexts.append(context)
        return context.pages[0]

    yield open_page

    if request.node.stash.get(failed, False):
        name = re.sub(r"\W+", "-", request.node.name)
        for number, page in enumerate(page for context in contexts for page in context.pages):
            shot(page, f"failed-{name}-{number}")
    for context in contexts:
        chromium.close(context)
    assert complaints.unexpected() == []
    assert complaints.unheard() == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def shibata(new_page: Callable[..., Page]) -> Page:
    """A new colleague, signed in."""
    page = new_page()
    sign_in(page, "1001", PASSWORD)
    return page


@pytest.fixture
def mizuno(new_page: Callable[..., Page]) -> Page:
    """A member of the desk for information systems, signed in."""
    page = new_page()
    sign_in(page, "2001", PASSWORD)
    return page
