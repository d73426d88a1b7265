"""Standups as cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.kit.dates import Weekdays
from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    ChannelRef,
    Clock,
    Code,
    Day,
    Facts,
    Form,
    Heading,
    Inline,
    Items,
    Moment,
    Msg,
    Note,
    Quote,
    Run,
    Span,
    card,
    say,
)
from handlers.standup import rules
from handlers.standup.reading import short
from handlers.standup.rules import REMINDER, Plan, Said, Standing, Summary

WORKING_WEEK = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """A standup as ``set`` and ``show`` tell it; ``provisional`` is a year whose make-up days are not published yet."""

    plan: Plan
    team: str
    channels: tuple[ChannelRef, ...]
    prompts: tuple[Moment, ...]
    provisional: int | None = None


# --- settings -----------------------------------------------------------------------------------


def set_card(setting: Setting) -> Card:
    """A standup was set."""
    team = setting.team
    buttons = (Button(say("cmd-standup-show"), f"/standup show --team {team}"), _off_button(team))
    return card(*_settings(setting), title=say("standup-set", team=team), buttons=buttons, tone="good")


def show_blocks(setting: Setting, today: tuple[Standing, ...]) -> tuple[Block, ...]:
    """A standup's settings, and where everybody stands today."""
    states = tuple(_state(standing) for standing in today)
    now = (Heading(say("standup-now")), Bullets(states)) if states else ()
    return (Heading(say("standup-of", team=setting.team)), *_settings(setting), *now)


def _state(standing: Standing) -> Inline:
    at = Moment(standing.moment, standing.zone)
    words = say(f"standup-state-{standing.state.value}", who=standing.person.name, at=at)
    return Run((words, " · ", say("standup-optional-mark"))) if standing.optional else words


def chosen_card(team: str, names: tuple[str, ...], *, optional: bool) -> Card:
    """Members are waited for no longer, or again."""
    verb = "required" if optional else "optional"
    back = f"/standup {verb} {' '.join(f'@{name}' for name in names)} --team {team}"
    words = say("standup-optional" if optional else "standup-required", names=Items(names))
    return card(words, buttons=(Button(say(f"standup-{verb}-again"), back),), tone="good")


def off_card(plan: Plan, team: str, channel: str | None) -> Card:
    """A standup was turned off; the button sets it as it was, ``channel`` (its name) included."""
    minutes = plan.window // timedelta(minutes=1)
    again = f"/standup set {plan.at:%H:%M} --days {plan.days.code} --window {minutes}m --team {team}"
    again += f" --channel #{channel}" if channel else ""
    return card(say("standup-off", team=team), buttons=(Button(say("standup-on-again"), again),))


def _settings(setting: Setting) -> tuple[Block, ...]:
    plan = setting.plan
    rows: list[tuple[Inline, Inline]] = [
        (say("standup-when"), say("standup-at", at=Clock(plan.at))),
        (say("field-days"), days_words(plan.days)),
        (say("standup-summary"), _where(setting.channels, plan.window)),
    ]
    if setting.prompts:
        rows.append((say("standup-next"), Items(setting.prompts)))
    blocks: list[Block] = [Facts(tuple(rows))]
    if setting.provisional is not None:
        blocks.append(Note(say("standup-provisional", year=str(setting.provisional))))
    return tuple(blocks)


def days_words(days: Weekdays) -> Msg:
    """The days of a standup in words."""
    if days.kind == "workdays":
        return say("standup-days-workdays")
    listed = sorted(days.days)
    if len(listed) >= WORKING_WEEK and listed == list(range(listed[0], listed[-1] + 1)):
        span = say("standup-days-span", first=_weekday(listed[0]), last=_weekday(listed[-1]))
    else:
        span = say("standup-days-some", days=Items(tuple(_weekday(day) for day in listed)))
    return say("standup-days-but", days=span)


def _weekday(day: int) -> Msg:
    return say(f"weekday-{day}")


def _where(channels: tuple[ChannelRef, ...], window: timedelta) -> Msg:
    if not channels:
        return say("standup-to-lead", window=Span(window), bind=Code("/team bind"))
    return say("standup-to-channel", channel=Items(channels), window=Span(window))


def _off_button(team: str) -> Button:
    return Button(say("cmd-standup-off"), f"/standup off --team {team}")


def not_asked_card(team: str, day: date, at: time, names: tuple[str, ...]) -> Card:
    """What a lead hears when the questions came too late to be asked."""
    button = Button(say("cmd-standup-show"), f"/standup show --team {team}")
    return card(
        say("standup-not-asked", at=Clock(at), names=Items(names)),
        Note(say("standup-not-asked-still", answer=Code("/standup"))),
        title=_title(team, day),
        buttons=(button,),
        tone="warn",
    )


# --- the prompt and the answer ----------------------------------------------------------------------


def prompt_card(team: str, day: date, known: rules.Facts, form: Form) -> Card:
    """What somebody is asked in the morning, with what is known already."""
    done: tuple[Inline, ...] = (*known.closed, *(Run((name, " ", figure)) for name, figure in known.logged))
    blocks: list[Block | Inline] = [say("standup-question")]
    if done:
        blocks += [Heading(say("standup-since", day=Day(known.since))), Bullets(done)]
    if known.due:
        blocks += [Heading(say("standup-due")), Bullets(known.due)]
    blocks.append(Note(say("standup-how")))
    buttons = (Button(say("standup-away-today"), "/standup away --until today"),)
    return card(*blocks, title=_title(team, day), buttons=buttons, form=form)


def reminder_card(team: str, day: date, closes_at: datetime, zone: str) -> Card:
    """What somebody hears who has not answered, shortly before the end."""
    buttons = (
        _answer_button("standup-answer", team, day),
        Button(say("standup-away-today"), "/standup away --until today"),
        Button(say("standup-mute"), f"/my mute {REMINDER.name}"),
    )
    return card(say("standup-reminder", at=Moment(closes_at, zone)), title=_title(team, day), buttons=buttons)


def answered_card(team: str, day: date, said: Said, withdrawn: tuple[str, ...], shown: Inline, *, again: bool) -> Card:
    """What was understood of an answer, which action items it withdrew, and where it will be seen."""
    blocks: list[Block | Inline] = [say("standup-changed" if again else "standup-noted")]
    for label, text in (("field-yesterday", said.yesterday), ("field-today", said.today)):
        blocks += [Heading(say(label)), Quote(text)] if text else []
    if said.blockers:
        lines = tuple(Run((Code(b.ref), " · ", b.text, *_age(b))) for b in said.blockers)
        blocks += [Heading(say("field-blockers")), Bullets(lines), Note(say("standup-followed"))]
    if withdrawn:
        blocks.append(Note(say("standup-withdrawn", ids=Items(tuple(Code(ref) for ref in withdrawn)))))
    blocks.append(Note(shown))
    return card(*blocks, title=_title(team, day), buttons=(_answer_button("standup-change", team, day),), tone="good")


def _title(team: str, day: date) -> Msg:
    return say("standup-title", team=team, day=Day(day))


def _answer_button(label: str, team: str, day: date) -> Button:
    return Button(say(label), f"/standup --team {team} --day {day.isoformat()}")


# --- the summary ------------------------------------------------------------------------------------


def summary_card(summary: Summary) -> Card:
    """A run in the channel: what blocks, what everybody does, who has not been heard."""
    blocked = tuple(_blocked(said) for said in summary.said if said.blockers)
    today = tuple(say("standup-says", who=said.name, text=short(said.today) or "–") for said in summary.said)
    blocks: list[Block | Inline] = []
    if blocked:
        lines = tuple(line for person in blocked for line in person)
        blocks += [Heading(say("field-blockers")), Bullets(lines)]
    if today:
        blocks += [Heading(say("field-today")), Bullets(today)]
    else:
        blocks.append(say("standup-nobody"))
    if summary.missing:
        blocks.append(Note(say("standup-missing", names=Items(summary.missing))))
    button = _answer_button("standup-mine", summary.team, summary.day)
    return card(
        *blocks, title=_title(summary.team, summary.day), buttons=(button,), tone="warn" if blocked else "plain"
    )


def _blocked(said: Said) -> Iterable[Inline]:
    return tuple(
        Run((Code(b.ref), " · ", say("standup-says", who=said.name, text=short(b.text)), *_age(b)))
        for b in said.blockers
    )


def _age(blocker: rules.Blocker) -> tuple[Inline, ...]:
    return (" · ", say("standup-age", days=blocker.age)) if blocker.age > 0 else ()


def risen_card(ref: str, who: str, what: str) -> Card:
    """What a lead hears of a blocker that stays."""
    buttons = (
        Button(say("standup-risen-show"), f"/todo show {ref}"),
        Button(say("standup-risen-give"), f"/todo give {ref}"),
    )
    line = Run((Code(ref), " · ", say("standup-says", who=who, text=what)))
    return card(line, title=say("standup-risen", days=rules.RISES_AFTER), buttons=buttons, tone="warn")


# --- leave --------------------------------------------------------------------------------------------


def away_card(until: Day | None) -> Card:
    """Somebody is on leave."""
    words = say("standup-away", until=until) if until is not None else say("standup-away-open")
    return card(words, buttons=(Button(say("cmd-standup-back"), "/standup back"),), tone="good")


def back_card(*, missed: bool) -> Card:
    """Somebody is back; where today's prompt has passed them by, they may still answer."""
    buttons = (Button(say("standup-still"), "/standup"),) if missed else ()
    return card(say("standup-back"), buttons=buttons, tone="good")
