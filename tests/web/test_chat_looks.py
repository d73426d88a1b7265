"""The chat page around the talk: clock, languages, light and dark, keys, phones, a line that drops."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import DESK, PHONE, Visit, fresh, say, with_team
from tests.web.conftest import Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


# --- the clock -------------------------------------------------------------------------------------------------------


def test_the_clock_is_moved_from_the_bar(visit: Visit) -> None:
    page = visit(fresh("ann"))
    clock = page.locator("#now")
    day = clock.get_attribute("datetime")
    page.get_by_role("button", name="+1 day").click()
    expect(clock).not_to_have_attribute("datetime", re.compile(str(day)[:10]))
    page.get_by_role("button", name="Next 09:00").click()
    expect(clock).to_have_text(re.compile(r"09:0\d$"))
    page.get_by_role("button", name="To…", exact=True).click()
    field = page.locator("#moment-to")
    before = field.input_value()
    page.evaluate("document.getElementById('moment-to').removeAttribute('min')")
    field.fill("2001-01-01T09:00")
    page.get_by_role("button", name="Move the clock").click()
    expect(page.locator("#toasts")).to_contain_text("The clock only goes forward.")
    page.get_by_role("button", name="To…", exact=True).click()
    expect(field).to_have_value(before)
    page.get_by_role("button", name="Move the clock").click()
    expect(clock).to_have_attribute("datetime", re.compile(f"^{before[:13]}"))
    expect(page.locator("#zone")).to_have_text("Asia/Shanghai")


# --- languages, light and dark ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "lang", "send"), [("en-US", "en", "Send"), ("zh-CN", "zh-Hans", "发送"), ("zh-TW", "zh-Hant", "傳送")]
)
def test_the_page_speaks_the_browsers_language(visit: Visit, locale: str, lang: str, send: str) -> None:
    page = visit(fresh("ann"), locale=locale)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_role("button", name=send, exact=True)).to_be_visible()
    wordless = "[...document.querySelectorAll('[data-word]')].filter(node => !node.textContent.trim()).length"
    assert page.evaluate(wordless) == 0


def test_the_language_is_switched_and_remembered_and_the_bot_follows_if_asked(visit: Visit) -> None:
    page = visit(fresh("ann"))
    page.get_by_label("Language").select_option("zh-Hant")
    expect(page.locator("#text")).to_have_attribute("placeholder", "傳訊息給點將")
    expect(page.locator("#toasts")).to_contain_text("也用繁體中文")
    page.reload()
    expect(page.locator("#text")).to_have_attribute("placeholder", "傳訊息給點將")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_follow_the_system_until_one_chooses(visit: Visit, scheme: str) -> None:
    page = visit(fresh("ann"), color_scheme=scheme)
    ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"
    assert (page.evaluate(ground) < 380) == (scheme == "dark")
    page.get_by_role("button", name="Light" if scheme == "dark" else "Dark").click()
    assert (page.evaluate(ground) < 380) == (scheme == "light")
    page.reload()
    assert (page.evaluate(ground) < 380) == (scheme == "light")


# --- keys, narrow screens, whoever cannot see it ---------------------------------------------------------------------


def test_the_keyboard_goes_everywhere(visit: Visit) -> None:
    channel = fresh("keys")
    page = visit(fresh("ann"), channel)
    say(page, "here")
    page.keyboard.press("Control+k")
    page.locator("#jump-text").fill("muster")
    page.keyboard.press("Enter")
    expect(page.locator("#place-name")).to_have_text("Muster")
    page.keyboard.press("Control+k")
    page.locator("#jump-text").fill(channel)
    page.keyboard.press("Enter")
    expect(page.locator("#place-name")).to_have_text(f"#{channel}")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Control+k")
    page.locator("#jump-text").fill("no such thing")
    expect(page.locator("#jump-list")).to_have_text("Nothing by that name.")
    page.keyboard.press("Escape")
    expect(page.locator("#jump")).to_be_hidden()


def test_the_focus_is_seen(visit: Visit) -> None:
    page = visit(fresh("ann"))
    page.locator("body").press("Tab")
    for _ in range(12):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const at = document.activeElement; if (at.id === 'text' || at === document.body) return true;"
            " const s = getComputedStyle(at.matches('[type=file]') ? at.parentElement : at);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 })()"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_everything_has_a_name(visit: Visit, viewport: dict[str, int]) -> None:
    page, _ = with_team(visit, viewport=viewport)
    say(page, "/team add")
    nameless = """() => [...document.querySelectorAll('button, input, select, textarea, [role=listbox], dialog')]
        .filter(node => node.getClientRects().length)
        .filter(node => !(node.ariaLabel || node.textContent.trim() || node.labels?.length || node.title))
        .map(node => node.outerHTML)"""
    assert page.evaluate(nameless) == []


def overflowing(page: Page) -> list[str]:
    """What sticks out of the window, tables apart: those scroll in themselves."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.app *')]
        .filter(node => node.getClientRects().length && !node.closest('.side, .unseen, .table table'))
        .filter(node => node.getBoundingClientRect().right > innerWidth + 1 || node.getBoundingClientRect().left < -1)
        .map(node => node.outerHTML.slice(0, 120))"""
    )
    return found + (["the page"] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else [])


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_a_phone_shows_all_of_it(visit: Visit, locale: str) -> None:
    page, _ = with_team(visit, viewport=PHONE, locale=locale)
    say(page, "/team show")
    say(page, "/team add")
    say(page, "x" * 300)
    say(page, "https://example.com/" + "long/" * 60)
    assert overflowing(page) == []


def test_on_a_phone_the_side_is_a_drawer(visit: Visit) -> None:
    channel = fresh("drawer")
    page = visit(fresh("ann"), channel, viewport=PHONE)
    say(page, "hi")
    side = page.locator("#side")
    expect(side).not_to_be_in_viewport()
    page.get_by_role("button", name="Menu").click()
    expect(side).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(side).not_to_be_in_viewport()
    expect(page.get_by_role("button", name="Menu")).to_be_focused()
    page.get_by_role("button", name="Menu").click()
    page.locator("#private-list button").click()
    expect(side).not_to_be_in_viewport()
    expect(page.locator("#place-name")).to_have_text("Muster")
    page.locator("#clock-face").click()
    page.get_by_role("button", name="+1 h", exact=True).click()
    expect(page.locator("#clock-moves")).to_be_hidden()


# --- when the line drops ---------------------------------------------------------------------------------------------


def test_it_says_that_the_line_dropped_and_goes_on_after_a_restart(
    visit: Visit, served: Served, tmp_path: Path
) -> None:
    other = Served(tmp_path, served.port + 2 if served.port < 65000 else served.port - 2)
    other.start()
    try:
        page = visit("ann", "restart", url=other.url)
        say(page, "before")
        assert other.stop() == 0
        expect(page.locator("#offline")).to_be_visible()
        page.locator("#text").fill("not lost")
        page.locator("#text").press("Enter")
        expect(page.locator("#toasts")).to_contain_text("That did not arrive.")
        expect(page.locator("#text")).to_have_value("not lost")
        other.start()
        expect(page.locator("#offline")).to_be_hidden(timeout=20_000)
        page.locator("#text").press("Enter")
        expect(page.locator(".message.mine .bubble")).to_have_text(["before", "not lost"])
    finally:
        other.stop()
