"""Stories: each module gets a house of its own, each test fresh browsers that must have nothing to complain about.

A module says what its house holds: SEED = "tests.journeys.seeds:small" names a function that runs once inside it,
and AT = "2026-06-08T10:31+09:00" at which moment its doors open.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.browser import A_COLLEAGUES_SCREEN, CHROMIUM, FLAGS, Complaints, shot
from tests.journeys.house import House, Premises, built, copied

HERE = Path(__file__).parent
failed = pytest.StashKey[bool]()


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
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def new_page(
    request: pytest.FixtureRequest, browser: Browser, house: House, complaints: Complaints
) -> Iterator[Callable[..., Page]]:
    """Another person's browser, signed out: new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")."""
    contexts: list[BrowserContext] = []

    def open_page(**wishes: Any) -> Page:
        context = browser.new_context(**{"base_url": house.url, **A_COLLEAGUES_SCREEN, **wishes})
        context.set_default_timeout(10_000)
        complaints.watch(context)
        contexts.append(context)
        return context.new_page()

    yield open_page

    if request.node.stash.get(failed, False):
        name = re.sub(r"\W+", "-", request.node.name)
        for number, page in enumerate(page for context in contexts for page in context.pages):
            shot(page, f"failed-{name}-{number}")
    for context in contexts:
        context.close()
    assert complaints.unexpected() == []
    assert complaints.unheard() == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
