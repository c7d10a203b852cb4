"""The pages in a real browser: readable on a phone, and nothing asked of another host."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import Client

CHROMIUM = shutil.which("chromium")
PAGES = [
    "/",
    "/metiers",
    "/competences",
    "/page/metier/category-manager",
    "/page/metier/normalisation",
    "/page/competence/travailler-en-autonomie",
    "/page/enonce/category-manager-activite-5",
    "/page/domaine/contenus",
    "/sparql",
    "/telechargements",
    "/ontologie",
    "/page/metier/developpement-experimentation",
    "/page/construction",
    "/page/remarque/ligne-154-5-grands-domaines",
    "/page/passage/metier-architecte-reseaux-mission-1",
    "/dumps/rapport.html",
    "/page/metier/absent",
]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium manque : sudo apt-get install chromium"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium that talks to no one of its own accord."""
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_page_fits_and_stays_at_home(path: str, width: int, browser: Browser, server: Client) -> None:
    """A page is no wider than the screen, has one title, and loads nothing from elsewhere."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    requests: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(server.base + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert all(url.startswith(server.base) for url in requests)
    assert problems == []
    page.close()


def test_query_by_hand(browser: Browser, server: Client) -> None:
    """A visitor types a query, presses the button, and follows a result to its page and its line."""
    page = browser.new_page()
    page.goto(f"{server.base}/sparql")
    page.get_by_role("button", name="Exécuter").click()
    page.locator("td a").first.click()
    assert "/page/competence/" in page.url
    page.locator("a.ligne").first.click()
    assert "/source#l" in page.url
    page.locator(":target").wait_for()
    page.close()
