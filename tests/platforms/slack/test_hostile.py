"""What people type is data wherever it stands: a name, a title, a reason pings nobody, leads nowhere, marks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.platforms.slack.client import Reading
from tests.platforms.slack.stage import SlackStage
from tests.platforms.slack.workspace import Workspace

MARKS = (
    "<!channel> <@U0BOSS> @here @channel &lt;!channel&gt;",
    "<http://bad.example|good> [x](http://bad.example) <#C1|x>",
    "*b* _i_ ~s~ `c` ```d``` > q :tada:",
)

_BETWEEN = re.compile("zq ((?:(?!zq ).)*?) qz")  # between these two stands what is tried


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStage]:
    """A workspace in which somebody is called by such marks."""
    made = SlackStage(tmp_path_factory.mktemp("slack"), empty_database)
    for who in (made.BOSS, "ann"):
        made.asks(who, "/my lang en", "English")
    yield made
    assert made.violations() == []
    made.close()


def shown(ws: Workspace) -> list[Reading]:
    """All that was ever to be seen: messages and what they were before, views, Home tabs."""
    bodies = [body for message in ws.messages for body in (message.body, *message.before)]
    bodies += [view.body for view in ws.views] + list(ws.homes.values())
    return [Reading(body, str) for body in bodies]


def harm(stage: SlackStage) -> list[tuple[str, str]]:
    """Whatever of it pings somebody who was not mentioned, leads somewhere, or is not to be read as it was typed."""
    people = {stage.ping(who) for who in (stage.BOSS, "ann")}
    found: list[tuple[str, str]] = []
    for one in stage.emulator.do(shown):
        if one.pings - people:
            found.append(("pings", one.text))
        if one.links:
            found.append(("links", one.text))
        found += [("changed", inner) for inner in _BETWEEN.findall(one.text) if inner not in MARKS]
    return found


@pytest.mark.parametrize("marks", MARKS)
def test_marks_in_every_place_that_a_name_or_text_can_have(stage: SlackStage, marks: str) -> None:
    number, marks = MARKS.index(marks), f"zq {marks} qz"
    channel, boss = f"place{number}", stage.BOSS
    team, metric = f"T{number} {marks}", f"m{number} {marks}"
    profile = {"display_name": f"ann {marks}", "email": "ann@example.com"}
    stage.changes(stage.ping("ann"), profile=profile)
    for line in (
        f'/team new "{team}"', f'/team add @ann --team "{team}"', f'/team bind --team "{team}"', "/team show",
        f'/kpi define "{metric}"', f'/kpi log "{metric}" 12 --note "{marks}" --region "{marks}" --campaign "{marks}"',
        f'/kpi show "{metric}"', f'/kpi show "{metric}" --by region', f'/kpi history "{metric}"', "/kpi board",
        f'/kpi target "{metric}" 90 --period 2026', f'/kpi alert "{metric}" above 5', f'/kpi log "{metric}" 99',
        f'/kpi log "{marks}" 1', f"/kpi log {marks}", f'/kpi log "{metric}" {marks}', f"/{marks}", f"/kpi {marks}",
        f"/kudos @ann {marks}", "/kudos mine", "/kudos board", f'/praise @ann {marks} --customer "{marks}"',
        "/praise list", f"/award new {marks}", f"/award nominate @ann {marks}", "/award list",
        f"/todo add @ann {marks} --due tomorrow", f"/todo add @boss {marks} --due today", "/todo list mine",
        "/todo list team", f"/todo note T1 {marks}", f"/todo cannot T1 {marks}", f"/todo drop T1 {marks}",
        f"/meeting new {marks} --at tomorrow 10:00 --agenda {marks}", "/meeting list", "/meeting show M1",
        "/meeting start", f"/minutes Decided: {marks}\n- @ann {marks} by Friday", "/meeting end",
        f"/goal add raise {metric} to 500 by December", "/goal list", f"/standup set 09:30 --team \"{team}\"",
        f"/standup --yesterday {marks} --today {marks} --blockers {marks}", "/standup show", "/my show", "/admin audit",
        "/schedule list", "/help",
    ):  # fmt: skip
        stage.says(boss, line, channel)
    stage.opens_home("ann")
    stage.later(timedelta(days=1))
    stage.until(lambda: stage.owes() == 0, "all is sent")
    stage.until(lambda: stage.home("ann"), "the Home tab")
    assert harm(stage) == []
    assert len([one for one in stage.emulator.do(shown) if marks in one.text]) > 20
