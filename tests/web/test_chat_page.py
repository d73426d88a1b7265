"""Talking on the chat page: in a real Chromium, on a real ``muster serve``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Route, expect

from tests.web.browsing import BOSS, DESK, PHONE, Visit, fresh, last_card, say, with_team
from tests.web.conftest import Served, free_port

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


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
        expect(page.locator(".message.from-bot").filter(has_text="/team")).to_have_count(1)
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


def test_who_types_before_all_has_arrived_keeps_the_field(visit: Visit) -> None:
    page = visit(person := fresh("ann"))
    held: list[Route] = []
    page.route(re.compile(rf"/chat/state\?.*{person}"), lambda route: held.append(route), times=1)  # noqa: PLW0108
    page.reload()
    field = page.get_by_placeholder("New channel")
    field.fill(name := fresh("early"))
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
    expect(page.locator(".tries button").first).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Nothing in #{name} yet")).to_be_visible()


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


def test_a_button_says_its_command_and_a_form_opens(visit: Visit) -> None:
    page, _ = with_team(visit)
    last_card(page).get_by_role("button", name="Add people").click()
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


def test_a_reply_stands_behind_what_it_is_for(visit: Visit) -> None:
    page = visit(fresh("ann"))
    order = page.evaluate(
        """async () => {
          const { here, store, take } = await import("/chat/static/store.js");
          const number = store.last;
          const made = (n, more) => ({ number: number + n, id: `x${n}`, to: `@${store.me}`, from: null, at: store.now, ...more });
          const messages = [made(1), made(2), made(3, { under: "x1" }), made(4, { under: "x1" }), made(5, { updates: "x3", under: "x1" })];
          take({ people: store.people, channels: store.channels, now: store.now, zone: store.zone, messages });
          return here().map((message) => message.id).filter((id) => id.startsWith("x"));
        }"""  # noqa: E501  JavaScript
    )
    assert order == ["x1", "x3", "x4", "x2"]


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


def drawn_dark(image: Locator, dark: bool) -> None:
    """Waits until a chart's picture has a dark ground, or a light one."""
    image.page.wait_for_function(
        """([image, dark]) => {
            if (!image.complete || !image.naturalWidth) return false;
            const canvas = Object.assign(document.createElement('canvas'), {width: 8, height: 8});
            const pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            const light = pen.getImageData(4, 4, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part, 0);
            return dark ? light < 150 : light > 700;
        }""",
        arg=[image.element_handle(), dark],
    )


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_a_chart_is_as_dark_as_the_page(visit: Visit, viewport: dict[str, int]) -> None:
    page, _ = with_team(visit, viewport=viewport, color_scheme="dark")
    metric = fresh("signups")
    say(page, f"/kpi define {metric}")
    say(page, f"/kpi log {metric} 120")
    say(page, f"/kpi log {metric} 90 --date yesterday")
    say(page, f"/kpi show {metric}")
    image = last_card(page).locator(".chart img").first
    drawn_dark(image, True)
    page.emulate_media(color_scheme="light")
    drawn_dark(image, False)
    if viewport is PHONE:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    drawn_dark(image, True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
