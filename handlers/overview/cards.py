"""The overview and the welcome as cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from handlers.kit.calendar import SpecialDay
from handlers.kit.messages import (
    Bold,
    Bullets,
    Button,
    Card,
    Clock,
    Code,
    Day,
    Facts,
    Heading,
    Inline,
    Items,
    Moment,
    Note,
    Run,
    card,
    say,
)
from handlers.overview.rules import LANGUAGES, Audience, Meeting, Mine, Number, Place, Step, Today

DOT = " · "
_COMMANDS = {Step.TEAM: "/team new", Step.METRICS: "/kpi adopt", Step.STANDUP: "/standup set"}
_EVERYDAY = (("log", "/kpi log"), ("thank", "/kudos"), ("my", "/my"), ("help", "/help"))


# --- the welcome ------------------------------------------------------------------------------------


def welcome_card(reader: Audience, left: Sequence[Step], metric: str | None) -> Card:
    """The steps left, each a button; without any, what one does here every day. ``metric`` is one to log, if any."""
    help_ = Note(say("overview-help", help=Code("/help")))
    if not left:
        ready = card(say("overview-ready"), help_, title=say("overview-welcome"), tone="good")
        return ready if reader is Audience.CHANNEL else _everyday_card(metric)
    where = "channel" if reader is Audience.CHANNEL else "person"
    numbered = list(enumerate(left, start=1))
    return card(
        say(f"overview-hello-{where}", count=len(left)),
        *(_step(number, step) for number, step in numbered),
        Note(say("overview-who-may")) if reader is Audience.CHANNEL else None,
        help_,
        title=say("overview-welcome"),
        buttons=[_step_button(number, step) for number, step in numbered],
    )


def _step(number: int, step: Step) -> Inline:
    return Run((f"{number}. ", Bold(say(f"overview-step-{step}")), " — ", say(f"overview-step-{step}.why")))


def _step_button(number: int, step: Step) -> Button:
    label = say("overview-step-button", number=str(number), what=say(f"overview-step-{step}"))
    return Button(label, _COMMANDS[step])


def _everyday_card(metric: str | None) -> Card:
    log = (say("overview-can-log", metric=metric),) if metric else ()
    lines = (*log, *(say(f"overview-can-{what}") for what, _ in _EVERYDAY[1:]))
    shown = _EVERYDAY if metric else _EVERYDAY[1:]
    buttons = [Button(say(f"overview-do-{what}"), command) for what, command in shown]
    return card(say("overview-hello-member"), Bullets(lines), title=say("overview-welcome"), buttons=buttons)


# --- one's own --------------------------------------------------------------------------------------


def mine_card(mine: Mine) -> Card:
    """Teams, numbers, action items, today's standup and choices."""
    places = tuple(_place(place) for place in mine.places)
    numbers = _numbers(mine.numbers)
    standups = tuple(_standup(today, mine.zone) for today in mine.standups)
    more = (say("overview-more", count=mine.more),) if mine.more else ()
    return card(
        say("overview-titles", titles=Items(mine.titles)) if mine.titles else None,
        Bullets(places) if places else say("overview-no-team"),
        *((Heading(say("overview-numbers")), Bullets(numbers)) if numbers else ()),
        Heading(say("overview-items")),
        Bullets((*mine.items, *more)) if mine.items else say("overview-no-items"),
        *((Heading(say("overview-standup")), Bullets(standups)) if standups else ()),
        *((Heading(say("overview-meeting")), Bullets((_meeting(mine.meeting),))) if mine.meeting else ()),
        Heading(say("overview-choices")),
        _choices(mine),
        title=say("overview-title", name=mine.person.name, right=say(f"right-{mine.person.right.value}")),
        buttons=_buttons(mine),
    )


def zone_card(now: datetime, zone: str) -> Card:
    """The time it is for somebody now."""
    return card(say("overview-zone-now", now=Moment(now, zone)), Note(say("overview-zone-note")), tone="good")


def country_card(country: str, coming: SpecialDay | None) -> Card:
    """Whose holidays somebody has now."""
    next_ = say("overview-country-next", day=Day(coming.day), name=coming.name or "–") if coming else None
    now = say("overview-country-now", country=country)
    return card(now, next_, Note(say("overview-country-note")), tone="good")


def language_card(language: str) -> Card:
    """The language somebody reads now."""
    return card(say("overview-language-now", language=LANGUAGES[language]), tone="good")


def quiet_card(hours: tuple[time, time], now: datetime, zone: str) -> Card:
    """The hours somebody is left in peace."""
    begin, end = hours
    local = Moment(now, zone)
    if begin == end:
        return card(say("overview-quiet-off"), Note(say("overview-zone-now", now=local)))
    words = say("overview-quiet-now", begin=Clock(begin), end=Clock(end))
    return card(words, Note(say("overview-quiet-note")), Note(say("overview-zone-now", now=local)), tone="good")


def muted_card(topic: str, *, muted: bool) -> Card:
    """A kind of message somebody does not have any more, or has again."""
    words = say(f"topic-{topic}")
    if not muted:
        return card(say("overview-unmuted", topic=words), tone="good")
    again = Button(say("overview-unmute"), f"/my unmute {topic}")
    return card(say("overview-muted", topic=words), buttons=(again,), tone="good")


def code_card(code: str) -> Card:
    """A code to be typed on another platform."""
    line = Code(f"/my link {code}")
    return card(say("overview-link-code", line=line), Note(say("overview-link-once")), title=say("cmd-my-link"))


def join_card(name: str, platform: str, code: str) -> Card:
    """Whose code it is, before anything is done."""
    sure = Button(say("overview-link-join"), f"/my link {code.strip()} --sure yes", "primary")
    asked = say("overview-link-sure", name=name, platform=platform_name(platform))
    return card(asked, Note(say("overview-link-both")), title=say("cmd-my-link"), buttons=(sure,))


def joined_card(name: str, platform: str) -> Card:
    """Two accounts are one person's now, this one and that on a platform."""
    told = say("overview-link-done", name=name, platform=platform_name(platform))
    return card(told, Note(say("overview-link-inbox", line=Code("/my inbox here"))), tone="good")


def inbox_card(where: str) -> Card:
    """Where private messages go now."""
    return card(say(f"overview-inbox-now-{where}"), tone="good")


def platform_name(platform: str) -> Inline:
    """A platform as people call it."""
    return say(f"platform-{platform}")


def _place(place: Place) -> Inline:
    parts: list[Inline] = [place.team]
    parts += [DOT, place.role] if place.role is not None else []
    parts += [DOT, say("team-lead")] if place.leads else []
    return Run(tuple(parts))


def _numbers(numbers: Sequence[Number]) -> tuple[Inline, ...]:
    """A line for each that says something, and one for those that do not yet."""
    told = [n for n in numbers if n.value is not None or n.target is not None]
    silent = tuple(n.name for n in numbers if n not in told)
    rest = (say("overview-not-yet", names=Items(silent)),) if silent else ()
    return (*(_number(number) for number in told), *rest)


def _number(number: Number) -> Inline:
    value = number.value if number.value is not None else say("overview-nothing-logged")
    if number.target is None:
        return say("overview-number", name=number.name, value=value)
    return say("overview-number-of", name=number.name, value=value, target=number.target)


def _standup(today: Today, zone: str) -> Inline:
    return say(f"overview-standup-{today.state}", team=today.team, at=Moment(today.at, zone))


def _meeting(meeting: Meeting) -> Inline:
    parts: list[Inline] = [Code(meeting.ref), *([DOT, meeting.title] if meeting.title else []), DOT, meeting.at]
    parts += [] if meeting.agenda else [DOT, say("overview-no-agenda")]
    return Run(tuple(parts))


def _choices(mine: Mine) -> Facts:
    begin, end = mine.quiet
    quiet: Inline = Run((Clock(begin), "–", Clock(end))) if begin != end else say("kit-none")
    muted = Items(tuple(say(f"topic-{topic}") for topic in mine.muted))
    return Facts(
        (
            (say("field-language"), LANGUAGES[mine.language]),
            (say("overview-time"), Moment(mine.now, mine.zone)),
            (say("field-quiet"), quiet),
            *(((say("overview-not-told"), muted),) if mine.muted else ()),
        )
    )


def _buttons(mine: Mine) -> list[Button]:
    waiting = any(today.state == "waiting" for today in mine.standups)
    return [
        *([Button(say("overview-answer"), "/standup", "primary")] if waiting else []),
        *([Button(say("overview-do-log"), "/kpi log")] if mine.numbers else []),
        *([Button(say("overview-items"), "/todo list")] if mine.items else []),
        *(Button(say(f"cmd-my-{verb}"), f"/my {verb}") for verb in ("tz", "lang", "quiet")),
    ]
