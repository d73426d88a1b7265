"""A vote where a click is a message everybody in the chat can read: on a page behind a link of one's own."""

from __future__ import annotations

import re
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright
from sqlmodel import SQLModel
from structlog.testing import capture_logs

from tests.conftest import need
from tests.platforms.dingtalk.begun import begun
from tests.platforms.dingtalk.stage import DingTalkStage, staged
from tests.platforms.stage import Shown
from tests.web.conftest import CHROMIUM

KEY = "a key of sixteen or more"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def paged(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DingTalkStage]:
    """Without a card template, with an address for pages; Ann (1) and Bob (2) stand for an award."""
    base = f"http://127.0.0.1:{free_port()}"
    folder = tmp_path_factory.mktemp("dingtalk")
    made = begun(folder, empty_database, cards=False, muster_base_url=base, muster_secret_key=KEY)
    yield opened(made)
    made.close()


def opened(stage: DingTalkStage) -> DingTalkStage:
    """An award of the team with two nominees and an open vote."""
    stage.asks(stage.BOSS, "/award new Best collaboration --until 2026-01-09 18:00 --team Growth", "is there")
    stage.asks(stage.BOSS, "/award nominate @ann helped <b>three</b> teams", "1 · ann")
    stage.asks("ann", "/award nominate @bob quick", "2 · bob")
    stage.asks(stage.BOSS, "/award open W1", "vote is open")
    return stage


def ballot(stage: DingTalkStage, who: str) -> Shown:
    return stage.sees(who, "Your ballot")


def link(stage: DingTalkStage, who: str) -> str:
    """The address in somebody's ballot."""
    (found,) = [one for one in ballot(stage, who).links if "/page/" in one]
    return found


@dataclass
class Page:
    """What a server says."""

    status: int
    text: str
    headers: Message


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_more: object) -> None:
        return None


def visit(url: str, choice: str | None = None, **headers: str) -> Page:
    """Opens a page, or sends its form."""
    body = None if choice is None else urllib.parse.urlencode({"choice": choice}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.build_opener(_Stay).open(urllib.request.Request(url, body, named), timeout=20) as answer:
            return Page(answer.status, answer.read().decode(), answer.headers)
    except urllib.error.HTTPError as error:
        return Page(error.code, error.read().decode(), error.headers)


def test_a_ballot_leads_to_a_page_and_no_link_says_a_vote(paged: DingTalkStage) -> None:
    shown = ballot(paged, "bob")
    assert "Open my ballot" in shown.text + " ".join(shown.buttons) + str(shown.links)
    assert not any("vote" in one for one in shown.buttons)
    links = {link(paged, who) for who in (paged.BOSS, "ann", "bob")}
    assert len(links) == 3
    for url in links:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/page/award/W1/[\w-]{40}", url)


def test_what_is_looked_at_is_not_cast_and_what_is_made_up_is_not_known(paged: DingTalkStage) -> None:
    url = link(paged, "bob")
    page = visit(url)
    assert page.status == visit(url).status == 200
    assert "helped &lt;b&gt;three&lt;/b&gt; teams" in page.text
    assert "<script" not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    other = url.replace("W1", "W2"), url[:-1] + ("A" if url[-1] != "A" else "B"), url[:-20] + url[-20:][::-1]
    for wrong in (*other, url[:-1], f"{url}A"):
        assert visit(wrong).status == 404
    assert "無效" in visit(url[:-1], accept_language="zh-TW").text
    assert visit(url, "7").status == visit(url, "one").status == 422
    assert visit(url, "0", sec_fetch_site="cross-site").status == 403
    assert visit(url).status == 200  # none of these was a ballot


@pytest.mark.browser
def test_a_phone_without_script_casts_a_ballot_once(paged: DingTalkStage) -> None:
    need(CHROMIUM.exists(), "Chromium (/usr/bin/chromium)")
    url = link(paged, "bob")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}".strip()))
        page.goto(url)
        assert page.title() == "Best collaboration"
        box = page.locator("main").bounding_box()
        assert box is not None
        assert box["width"] <= 320
        for label in page.locator("label").all():
            spot = label.bounding_box()
            assert spot is not None
            assert spot["height"] >= 44
            assert spot["x"] + spot["width"] <= 320
        page.get_by_label("2 · bob").check()
        page.get_by_role("button", name="Cast my vote").click()
        page.get_by_text("Your vote is counted").wait_for()
        assert "bob" not in page.content()
        page.goto(url)
        page.get_by_text("nothing left to do").wait_for()
        assert {one.removesuffix("/favicon.ico") for one in asked} <= {url, url.partition("/page")[0]}
        browser.close()


def test_each_votes_once_and_nothing_of_it_is_said_or_kept(paged: DingTalkStage) -> None:
    assert "Your vote is counted" in visit(link(paged, "bob"), "1").text
    links = [link(paged, who) for who in ("ann", paged.BOSS)]
    said = {who: paged.count(who) for who in ("ann", paged.BOSS)}
    with capture_logs() as logged:
        for url in links:
            assert "Your vote is counted" in visit(url, "0").text
            assert visit(url, "1").status == 410
    assert logged == []
    paged.later(timedelta(seconds=30))  # an answer that nobody took would come by way of the outbox
    for who, before in said.items():
        assert paged.count(who) == before
    assert paged.running.app is not None
    kept = paged.running.app.database.read(
        lambda session: str([
            session.connection().execute(table.select()).all() for table in SQLModel.metadata.sorted_tables
        ])
    )  # fmt: skip
    for who in ("ann", "bob", paged.BOSS):
        assert urlsplit(link(paged, who)).path.rpartition("/")[2] not in kept
    before = paged.count("ann", "growth")
    paged.asks(paged.BOSS, "/award close W1", "goes to")
    assert paged.sees("ann", "ann · 2 ballots", channel="growth", after=before).images == 1
    assert paged.sees("ann", "Growth chose you").images == 1
    assert visit(link(paged, "ann")).status == 410


def test_without_a_page_it_is_said_who_could_read_a_vote(empty_database: Path, tmp_path: Path) -> None:
    address = "http://bot.example.com"  # on which anybody on the way could read along
    made = begun(tmp_path, empty_database, cards=False, muster_base_url=address, muster_secret_key=KEY)
    with staged(made) as stage:
        shown = ballot(opened(stage), "bob")
        assert "There is no page to vote on here" in shown.text
        assert "/award vote W1 1" in shown.text
        assert shown.links == frozenset()
        stage.asks("bob", "/award vote W1 1", "is counted")
