"""The chat page in a real Chromium, on a real ``muster serve``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

from tests.conftest import need
from tests.web.conftest import Served, free_port

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 360, "height": 740}
BOSS = "boss"  # who spoke first, and so is the administrator
DESK = {"width": 1280, "height": 800}

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

_numbers = itertools.count(1)


def fresh(name: str) -> str:
    """A name that no other test uses."""
    return f"{name}{next(_numbers)}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without which none of this file runs."""
    need(CHROMIUM.exists(), "Chromium (/usr/bin/chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM)
        yield launched
        launched.close()


Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def boss(browser: Browser, served: Served) -> None:
    """Somebody speaks first."""
    page = browser.new_page()
    page.goto(f"{served.url}/chat?as={BOSS}")
    say(page, "/help")
    expect(last_card(page)).to_be_visible()
    page.close()


@pytest.fixture
def visit(browser: Browser, served: Served, boss: None) -> Iterator[Visit]:
    """Opens the page as somebody, somewhere, in a browser of their own; it must neither complain nor ask elsewhere."""
    troubles: list[str] = []
    contexts = []

    def visiting(
        person: str = "", channel: str = "", *, url: str = served.url, calm: bool = True, **options: Any
    ) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "en-GB"} | options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.extend([f"error: {error}"] * calm))
        page.on("console", lambda said: troubles.extend([f"{said.type}: {said.text}"] * (calm and _odd(said.text))))
        page.on("request", lambda asked: troubles.extend([f"asks {asked.url}"] * (not asked.url.startswith(url))))
        query = "&".join([f"as={person}"] * bool(person) + [f"in={channel}"] * bool(channel))
        page.goto(f"{url}/chat?{query}")
        page.locator("#app:visible, #start:visible").first.wait_for()
        return page

    yield visiting
    for context in contexts:
        context.close()
    assert troubles == []


def _odd(text: str) -> bool:
    """A refused request, and a server that is away, are the browser's to mention."""
    return "Failed to load resource" not in text and "ERR_" not in text


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#text").press("Escape")
    page.locator("#text").press("Enter")
    expect(page.locator(".message.mine .bubble").last).to_have_text(text)


def last_card(page: Page) -> Locator:
    return page.locator(".message.from-bot").last


# --- the first minutes -----------------------------------------------------------------------------------------------


def test_a_newcomer_gives_a_name_and_is_invited_to_three_things(visit: Visit, tmp_path: Path) -> None:
    alone = Served(tmp_path, free_port())
    alone.start()
    try:
        page = visit(url=alone.url)
        expect(page.get_by_role("heading", name="Welcome to Muster")).to_be_visible()
        page.get_by_label("What shall it call you?").fill("a:b")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("alert")).to_have_text("A name does without @, # and colons.")
        page.get_by_label("What shall it call you?").fill("Alice")
        page.get_by_role("button", name="Begin").click()
        expect(page.locator(".tries button")).to_have_count(3)
        page.get_by_role("button", name="See what it can do").click()
        expect(page.locator(".message.mine")).to_contain_text("/help")
        expect(page.locator(".message.from-bot").first).to_contain_text("/team")
        expect(page.locator(".empty")).to_have_count(0)
    finally:
        alone.stop()


def test_an_empty_channel_invites_too(visit: Visit) -> None:
    page = visit(fresh("ann"))
    page.get_by_placeholder("New channel").fill(name := fresh("empty"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Nothing in #{name} yet")).to_be_visible()
    expect(page.locator(".tries button")).to_have_count(3)
    say(page, "first")
    expect(page.locator(".empty")).to_have_count(0)
    expect(page.locator("#channel-list")).to_contain_text(name)


# --- talking ---------------------------------------------------------------------------------------------------------


def test_what_one_says_stands_right_and_the_answer_left(visit: Visit) -> None:
    page = visit(fresh("ann"))
    say(page, "/help")
    mine = page.locator(".message.mine").bounding_box()
    answer = last_card(page).locator(".card").bounding_box()
    assert mine is not None
    assert answer is not None
    middle = DESK["width"] / 2
    assert mine["x"] + mine["width"] > middle > answer["x"]
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#text")).to_be_focused()


def test_shift_enter_begins_a_line(visit: Visit) -> None:
    page = visit(fresh("ann"), channel := fresh("lines"))
    box = page.locator("#text")
    box.press_sequentially("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    expect(page.locator(".message")).to_have_count(0)
    box.press("Enter")
    expect(page.locator(".message.mine .bubble")).to_have_text("one\ntwo")
    assert channel in page.url


def test_enter_ends_a_chinese_word_and_does_not_send_it(visit: Visit) -> None:
    page = visit(fresh("ann"), fresh("ime"))
    page.locator("#text").fill("nihao")
    composing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"
    page.evaluate(f"document.getElementById('text').dispatchEvent({composing})")
    page.wait_for_timeout(200)
    expect(page.locator("#text")).to_have_value("nihao")
    expect(page.locator(".message")).to_have_count(0)


def test_others_see_it_at_once_and_a_dot_marks_what_is_unread(visit: Visit) -> None:
    channel = fresh("live")
    ann, bob = visit(a := fresh("ann"), channel), visit(fresh("bob"), channel)
    say(bob, "hello there")
    expect(ann.locator(".message.theirs .bubble")).to_have_text("hello there")
    expect(ann.locator("#aloud")).to_contain_text("hello there")
    expect(ann.locator(".dot")).to_have_count(0)
    ann.locator("#private-list button").click()
    say(bob, "are you still there?")
    mark = ann.locator("#channel-list button", has_text=channel)
    expect(mark.locator(".dot")).to_be_visible()
    assert ann.title().startswith("•")
    mark.click()
    expect(ann.locator(".dot")).to_have_count(0)
    assert a in ann.url


def test_a_private_answer_in_a_channel_says_so_and_others_do_not_get_it(visit: Visit) -> None:
    channel = fresh("private")
    ann, bob = visit(fresh("ann"), channel), visit(fresh("bob"), channel)
    say(ann, "/help")
    expect(ann.locator(".card .only")).to_have_text("Only you see this")
    expect(bob.locator(".message.theirs .bubble")).to_have_text("/help")
    expect(bob.locator(".card .only")).to_have_count(0)


def test_one_can_take_somebody_elses_place(visit: Visit) -> None:
    channel = fresh("roles")
    first, second = fresh("ann"), fresh("ben")
    page = visit(first, channel)
    say(page, "mine")
    page.locator("#me").click()
    page.get_by_placeholder("Somebody new").fill(second)
    page.keyboard.press("Enter")
    expect(page.locator("#me")).to_contain_text(second)
    expect(page.locator(".message.theirs .bubble")).to_have_text("mine")
    say(page, "and mine")
    page.locator("#me").click()
    page.get_by_role("button", name=f"Act as {first}", exact=True).click()
    expect(page.locator(".message.mine .bubble")).to_have_text("mine")
    expect(page.locator(".message.theirs .bubble")).to_have_text("and mine")


def test_a_draft_waits_where_it_was_begun(visit: Visit) -> None:
    page = visit(fresh("ann"), fresh("draft"))
    page.locator("#text").fill("half a thought")
    page.locator("#private-list button").click()
    expect(page.locator("#text")).to_have_value("")
    while "draft" not in page.locator("#place-name").inner_text():
        page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#text")).to_have_value("half a thought")


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "&lt;b&gt; {{7*7}}"])
def test_typed_text_stays_text(visit: Visit, hostile: str) -> None:
    page = visit(fresh("ann"), fresh("hostile"))
    say(page, hostile)
    expect(page.locator(".message.mine .bubble")).to_have_text(hostile)
    assert page.locator(".log img:not(.face), .log script").count() == 0
    say(page, f"/team new {hostile}")
    expect(last_card(page)).to_be_visible()
    assert page.locator(".log img:not(.face), .log script").count() == 0


def test_the_page_refuses_html_altogether(visit: Visit) -> None:
    page = visit(fresh("ann"), calm=False)
    refused = page.evaluate(
        "(() => { try { document.body.innerHTML = '<p>x'; return false } catch { return true } })()"
    )
    assert refused


# --- buttons and forms -----------------------------------------------------------------------------------------------


def with_team(visit: Visit, **options: Any) -> tuple[Page, str]:
    """The private chat of the administrator, who has just made a team; and its name."""
    page = visit(BOSS, **options)
    say(page, f"/team new {(name := fresh('Team'))}")
    expect(last_card(page)).to_contain_text(name)
    return page, name


def test_a_button_says_its_command_and_a_form_opens(visit: Visit) -> None:
    page, _ = with_team(visit)
    last_card(page).get_by_role("button", name="Add somebody").click()
    expect(page.locator(".message.mine .bubble").last).to_have_text("/team add")
    form = page.locator(".form").last
    expect(form.locator("input").first).to_be_focused()
    expect(form.locator("select")).to_have_count(2)


def test_a_form_says_what_is_missing_and_keeps_what_was_refused(visit: Visit) -> None:
    with_team(visit)
    page, team = with_team(visit)  # of two teams, one has to be named
    say(page, "/team add")
    expect(last_card(page).locator(".form")).to_be_visible()
    asked = page.locator(".form").last
    who = asked.locator("[data-name=who] input")
    asked.get_by_role("button", name="Send").click()
    expect(asked.locator("[data-name=who] .error")).to_have_text("This is still missing.")
    expect(who).to_be_focused()
    who.fill("@")
    page.get_by_role("option", name=f"@{BOSS}", exact=True).click()
    expect(who).to_have_value(f"@{BOSS} ")
    expect(asked.locator("[data-name=who] .error")).to_be_hidden()
    answers = page.locator(".message.from-bot")
    before = answers.count()
    asked.get_by_role("button", name="Send").click()
    expect(page.locator(".message.mine .bubble").last).to_have_text(f"/team add --who @{BOSS}")
    expect(answers).to_have_count(before + 1)
    expect(page.get_by_text("Which team?").last).to_be_visible()
    asked = page.locator(".form:visible").last
    expect(asked.locator("[data-name=who] input")).to_have_value(re.compile(f"@?{BOSS}"))
    asked.locator("[data-name=team] select").select_option(team)
    asked.locator("[data-name=role] select").select_option("content")
    asked.get_by_role("button", name="Send").click()
    expect(answers).to_have_count(before + 2)
    expect(last_card(page)).to_contain_text(team)
    expect(page.locator(".form:visible")).to_have_count(0)


def test_a_message_changes_in_place(visit: Visit) -> None:
    channel = fresh("kudos")
    ann, bob = visit(a := fresh("ann"), channel), visit(b := fresh("bob"), channel)
    say(bob, "hi")
    say(ann, f"/kudos @{b} saved my launch +3")
    card = bob.locator(".message.from-bot").last
    expect(card).to_contain_text("saved my launch")
    expect(card.locator(".edited")).to_have_count(0)
    there = bob.locator(".message.from-bot").count()
    say(ann, "/kudos undo")
    expect(card).not_to_contain_text("saved my launch")
    expect(card).to_contain_text(a)
    expect(card.locator(".edited")).to_have_text(re.compile(r"^edited \d\d:\d\d$"))
    expect(bob.locator(".message.from-bot")).to_have_count(there)
    bob.reload()
    expect(card.locator(".edited")).to_be_visible()
    expect(bob.locator(".message.from-bot")).to_have_count(there)


def test_a_chart_is_drawn_with_its_figures_behind_it(visit: Visit) -> None:
    page, _ = with_team(visit)
    metric = fresh("signups")
    say(page, f"/kpi define {metric}")
    for value in (120, 180):
        say(page, f"/kpi log {metric} {value}")
        page.get_by_role("button", name="+1 week").click()
        expect(page.locator("#clock")).not_to_have_attribute("aria-busy", "true")
    say(page, f"/kpi log {metric} 240")
    say(page, f"/kpi show {metric}")
    chart = last_card(page).locator(".chart").first
    image = chart.locator("img")
    expect(image).to_have_attribute("alt", re.compile(metric))
    expect(chart).to_have_class(re.compile("drawn"), timeout=20_000)
    assert page.evaluate("image => image.naturalWidth", image.element_handle()) > 400
    expect(chart.get_by_role("table")).to_be_hidden()
    chart.get_by_text("The figures as a table").click()
    expect(chart.get_by_role("table")).to_contain_text("240")


def test_an_answer_longer_than_the_window_begins_at_its_beginning(visit: Visit) -> None:
    page = visit(fresh("ann"), viewport={"width": 700, "height": 360})
    say(page, "/help")
    expect(last_card(page)).to_be_visible()
    expect(page.locator(".message.mine")).to_be_in_viewport()


def test_a_code_in_an_answer_goes_into_the_message_box(visit: Visit) -> None:
    page = visit(fresh("ann"))
    say(page, "/help")
    code = page.locator("button.code").first
    text = code.inner_text()
    code.click()
    expect(page.locator("#text")).to_have_value(text)
    expect(page.locator("#text")).to_be_focused()


# --- the message box -------------------------------------------------------------------------------------------------


def test_a_slash_offers_what_can_be_done(visit: Visit) -> None:
    page = visit(fresh("ann"))
    box = page.locator("#text")
    box.press_sequentially("/tea")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_contain_text("/team")
    box.press_sequentially("m ad")
    expect(options).to_have_count(1)
    box.press("Tab")
    expect(box).to_have_value("/team add ")
    expect(page.locator("#suggest")).to_be_hidden()
    box.fill("/help")
    box.press("Enter")
    expect(page.locator(".message.mine .bubble")).to_have_text("/help")


def test_people_and_channels_are_offered_by_their_marks(visit: Visit) -> None:
    me, channel = fresh("张伟"), fresh("渠道")
    page = visit(me, channel)
    say(page, "大家好")
    box = page.locator("#text")
    box.press_sequentially("请 ＠张")
    page.get_by_role("option", name=f"@{me}", exact=True).click()
    box.press_sequentially("看 #渠")
    page.get_by_role("option", name=f"#{channel}", exact=True).click()
    expect(box).to_have_value(f"请 @{me} 看 #{channel} ")


def test_the_arrows_bring_back_what_was_said(visit: Visit) -> None:
    page = visit(fresh("ann"), fresh("recall"))
    for text in ("one", "two", "three"):
        say(page, text)
    box = page.locator("#text")
    for expected in ("three", "two", "one", "one"):
        box.press("ArrowUp")
        expect(box).to_have_value(expected)
    box.press("ArrowDown")
    expect(box).to_have_value("two")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_value("")


def test_files_are_attached_dropped_and_left_out(visit: Visit) -> None:
    page = visit(fresh("ann"), fresh("files"))
    chosen = [("figures.csv", b"a,1"), ("wrong.txt", b"x"), ("huge.bin", b"x" * (5 * 1024 * 1024 + 1))]
    page.locator("#attach").set_input_files(
        [FilePayload(name=name, mimeType="application/octet-stream", buffer=content) for name, content in chosen]
    )
    expect(page.locator("#toasts")).to_contain_text("huge.bin is larger than 5 MB.")
    expect(page.locator("#files li")).to_have_count(2)
    page.get_by_role("button", name="Leave out wrong.txt").click()
    drop = """() => {
        const data = new DataTransfer();
        data.items.add(new File(['笔记'], '会议.txt'));
        const talk = document.getElementById('talk');
        for (const kind of ['dragover', 'drop']) {
            talk.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
        }
    }"""
    page.evaluate(drop)
    expect(page.locator("#files li")).to_have_count(2)
    page.locator("#text").press("Enter")
    expect(page.locator(".message.mine .file")).to_have_text(["figures.csv", "会议.txt"])
    expect(page.locator("#files")).to_be_hidden()


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
