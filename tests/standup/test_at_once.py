"""Two at once, on both databases: one run, one summary, nobody forgotten."""

from __future__ import annotations

import asyncio

from bot.platforms.local.parse import Speech, inbound
from tests.dialog import MakeTalk, Talk
from tests.standup.conftest import FOUND


def at_once(talk: Talk, *said: tuple[str, str]) -> None:
    """Dispatches what several people say at the same moment, and delivers what comes of it."""

    async def both() -> None:
        answers = (
            talk.app.dispatcher.dispatch(inbound(Speech(who, None, text), f"{who}-at-once", ())) for who, text in said
        )
        await asyncio.gather(*answers)
        await talk.app.settle()

    talk._runner.run(both())


def test_a_whole_day(make_talk: MakeTalk, made_url: str) -> None:
    talk = make_talk(made_url).say(FOUND)
    talk("alice: /standup set 09:30")
    talk("! now 2026-01-05T09:30")
    talk("bob: Today: copy. Blockers: legal").answer.has("T1 · legal")
    talk("alice: plan")
    post = talk("! now 2026-01-05T11:30").one("#growth").has("T1 · bob: legal", "Not heard from: 小李")
    assert talk("小李: 投放").thread("#growth").has("小李\nToday: 投放").updates == post.id
    talk("bob: /standup --today copy --blockers none").one("#growth").lacks("legal")


def test_the_last_two_answers_at_once_make_one_summary(make_talk: MakeTalk, made_url: str) -> None:
    talk = make_talk(made_url).say(FOUND)
    talk("alice: /standup set 09:30")
    talk("! now 2026-01-05T09:30")
    talk("alice: plan")
    at_once(talk, ("bob", "/standup --today copy"), ("小李", "/standup --today 投放"))
    posts = [m for m in talk.all().to("#growth") if m.text.startswith("Standup")]
    assert len(posts) == 1
    posts[0].has("3 of 3 answered").lacks("Not heard")
    replies = [m.text for m in talk.all() if m.under == posts[0].id]
    assert sorted(replies) == ["alice\nToday: plan", "bob\nToday: copy", "小李\nToday: 投放"]


def test_the_first_two_answers_at_once_share_a_run(make_talk: MakeTalk, made_url: str) -> None:
    talk = make_talk(made_url).say(FOUND)
    talk("alice: /standup set 09:30")
    at_once(talk, ("bob", "/standup --today copy"), ("小李", "/standup --today 投放"))
    talk("alice: /standup --today plan").thread("#growth").has("Today: plan", "Today: copy", "Today: 投放")
