"""The sample team's three months: who they are, what they log, thank, agree and answer. The same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from handlers.kit.calendar import WorkingCalendar

Said = tuple[datetime, str, str | None, str]  # when, who, in which channel (None: privately), what

CHANNEL = "growth"
STANDUPS = timedelta(weeks=2)  # how long ago the team took them up
TEAM = (  # who, role, language
    ("alice", "analyst", "en"),
    ("bob", "channel", "en"),
    ("carol", "content", "en"),
    ("dan", "sales", "en"),
    ("erin", "customer", "en"),
    ("小李", "channel", "zh-Hans"),
    ("王芳", "content", "zh-Hans"),
    ("美玲", "sales", "zh-Hant"),
)
PLACES = ("Douyin", "WeChat", "Search", "Trade fair")
THANKS = (
    ("bob", "@carol cut three landing pages in one afternoon, and the fair was saved +5 #ownership"),
    ("dan", "@bob handed over the warm leads with notes on each one +3 #teamwork"),
    ("小李", "@王芳 连夜改完春季海报，客户一眼就选中 +5 #协作"),
    ("carol", "@美玲 brought the customer's own words into the campaign +2 #customer"),
    ("alice", "@erin turned an angry review into a reference customer +8 #customer"),
    ("王芳", "@小李 把投放数据整理得一目了然 +3 #协作"),
    ("erin", "@dan @美玲 the hand-over after signing was seamless +2 #teamwork"),
    ("美玲", "@bob 幫忙把名單分得清清楚楚 +3 #teamwork"),
)
BLOCKERS = ("waiting for the photo rights", "no access to the ad account yet", "客户还没确认预算")
DONE = ("the brief", "two landing pages", "the weekly numbers", "three customer calls", "渠道周报", "新品海报初稿")
NEXT = ("the follow-up mails", "the Douyin test", "the fair's booth plan", "the case study", "投放复盘", "直播脚本")
AGENDA = "/meeting new Weekly sync --agenda numbers; deviations; next week"
MINUTES = (  # what was agreed, and whose the two tasks of it are
    (
        """Weekly sync
Decisions:
- Keep the Douyin budget for another month
- The case study goes out before the fair
Action items:
- @bob: compare cost per customer by channel by next Wednesday
- @carol: first draft of the case study by next Friday""",
        ("bob", "carol"),
    ),
    (
        """本周例会
决议：
- 春季活动以老客转介绍为主
待办：
- @小李：整理渠道数据，下周三前
- @王芳：完成活动海报，下周五前""",
        ("小李", "王芳"),
    ),
)


def story(begin: datetime, end: datetime, calendar: WorkingCalendar) -> Iterator[Said]:
    """All that is said between two moments, in order; what would come after ``end`` is left out."""
    for said in _all(begin, end, calendar):
        if said[0] >= end:
            return
        yield said


def _all(begin: datetime, end: datetime, calendar: WorkingCalendar) -> Iterator[Said]:
    chance = random.Random(7)  # noqa: S311  a story, the same every time
    yield from _founding(begin)
    days = _days(begin.date() + timedelta(days=1), end.date(), calendar)
    standing = False
    met = done = 0
    for n, day in enumerate(days):
        if end.date() - day < STANDUPS:
            if not standing:
                yield _at(day, time(8, 50), begin), "alice", CHANNEL, "/standup set 09:30"
            standing = True
            yield from _standups(day, begin, chance)
        if day.weekday() == 1 and n > 4:
            yield from _meeting(day, begin, met)
            met += 1
        if n % 3 == 1:
            who, thanks = THANKS[(n // 3) % len(THANKS)]
            yield _at(day, time(15, 10), begin), who, CHANNEL, f"/kudos {thanks}"
        if day.weekday() == 4 and not standing:  # what comes of the last meetings is still open
            yield from _finished(day, begin, range(done, met))
            done = met
        if day.weekday() in (1, 4):
            yield from _figures(day, begin, n, chance)


def _founding(begin: datetime) -> Iterator[Said]:
    lines = [
        "/team new Growth",
        *(f"/team add @{who} --role {role}" for who, role, _ in TEAM),
        "/kpi adopt channel, sales, content, customer",
    ]
    for n, text in enumerate(lines):
        yield begin + timedelta(seconds=n), "alice", None, text
    yield begin + timedelta(minutes=1), "alice", CHANNEL, "/team bind"
    for n, (who, _, language) in enumerate(TEAM):
        if language != "en":
            yield begin + timedelta(minutes=2, seconds=n), who, None, f"/my lang {language}"
    year = begin.year
    for n, text in enumerate(
        (
            f"/kpi target leads 9600 --period {year} --for Growth",
            f"/kpi target revenue 4.8m --period {year} --for Growth",
            f"/goal milestones leads 20% 28% 36% 44% 52% 60% 68% 76% 82% 88% 94% 100% --period {year}",
            f"/goal milestones revenue 5% 12% 20% 28% 36% 45% 53% 61% 70% 80% 90% 100% --period {year}",
        )
    ):
        yield begin + timedelta(minutes=3, seconds=n), "alice", None, text


def _standups(day: date, begin: datetime, chance: random.Random) -> Iterator[Said]:
    for n, (who, _, _) in enumerate(TEAM):
        if chance.random() < 0.1:
            continue
        blocker = f" --blockers {chance.choice(BLOCKERS)}" if chance.random() < 0.08 else ""
        text = f"/standup --yesterday {chance.choice(DONE)} --today {chance.choice(NEXT)}{blocker}"
        yield _at(day, time(9, 32 + 3 * n), begin), who, None, text


def _figures(day: date, begin: datetime, n: int, chance: random.Random) -> Iterator[Said]:
    growth = 1 + n / 90
    for at, (who, role, _) in enumerate(TEAM):
        if text := _logged(role, growth, chance):
            yield _at(day, time(17, 30 + at), begin), who, None, f"/kpi log {text}"


def _logged(role: str, growth: float, chance: random.Random) -> str:
    """The day's figures in one line; nothing of those whose work is not counted in figures."""

    def about(usual: int) -> int:
        return round(usual * growth * chance.uniform(0.75, 1.25))

    match role:
        case "channel":
            place = chance.choice(PLACES)
            spent, seen, won = about(2400), about(52000), about(14)
            return f"spend {spent} impressions {seen} new customers {won} --channel {place}"
        case "sales":
            leads = about(46)
            won = round(leads * chance.uniform(0.16, 0.28))
            return f"leads {leads} won {won} orders {about(11)} revenue {about(26000)}"
        case "content":
            return f"views {about(9000)} engagements {about(640)}"
        case _:
            return ""


def _meeting(day: date, begin: datetime, met: int) -> Iterator[Said]:
    minutes, _ = MINUTES[met % len(MINUTES)]
    yield _at(day, time(10, 0), begin), "alice", CHANNEL, AGENDA
    yield _at(day, time(10, 1), begin), "alice", CHANNEL, "/meeting start"
    yield _at(day, time(10, 50), begin), "alice", CHANNEL, f"/minutes {minutes}"
    yield _at(day, time(10, 55), begin), "alice", CHANNEL, "/meeting end"


def _finished(day: date, begin: datetime, meetings: range) -> Iterator[Said]:
    """The two tasks of each of these meetings are done; nothing else makes any until there are standups."""
    for met in meetings:
        _, owners = MINUTES[met % len(MINUTES)]
        for n, owner in enumerate(owners, 1):
            yield _at(day, time(16), begin), owner, None, f"/todo done T{2 * met + n}"


def _days(first: date, last: date, calendar: WorkingCalendar) -> list[date]:
    count = (last - first).days + 1
    return [day for day in (first + timedelta(days=n) for n in range(count)) if calendar.is_workday(day)]


def _at(day: date, at: time, begin: datetime) -> datetime:
    return datetime.combine(day, at, begin.tzinfo)
