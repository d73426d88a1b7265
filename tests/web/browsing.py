"""Words for the browser's tests: who visits, what they say, what they see."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 360, "height": 740}
BOSS = "boss"  # who spoke first, and so is the administrator
DESK: ViewportSize = {"width": 1280, "height": 800}

Visit = Callable[..., Page]

_numbers = itertools.count(1)


def fresh(name: str) -> str:
    """A name that no other test uses."""
    return f"{name}{next(_numbers)}"


def say(page: Page, text: str) -> None:
    """Says something in the message box, and waits for what comes of it."""
    page.locator("#text").fill(text)
    page.locator("#text").press("Escape")
    page.locator("#text").press("Enter")
    # `wait_for` looks more often than `expect` does.
    page.locator(".message.mine .bubble", has_text=text).last.wait_for()
    page.locator("body:not(.saying)").wait_for()
    expect(page.locator(".message.mine .bubble").last).to_have_text(text)


def last_card(page: Page) -> Locator:
    """The bot's last message."""
    return page.locator(".message.from-bot").last


def with_team(visit: Visit, **options: Any) -> tuple[Page, str]:
    """The private chat of the administrator, who has just made a team; and its name."""
    page = visit(BOSS, **options)
    say(page, f"/team new {(name := fresh('Team'))}")
    expect(last_card(page)).to_contain_text(name)
    return page, name
