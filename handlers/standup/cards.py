"""Standups as cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

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
    Figure,
    Form,
    Heading,
    Inline,
    Items,
    Moment,
    Msg,
    Note,
    Para,
    Quote,
    Run,
    Span,
    card,
    say,
)
from handlers.standup import rules
from handlers.standup.asking import Asks, Kind
from handlers.standup.rules import (
    REMINDER,
    About,
    Days,
    Plan,
    Said,
    Standing,
)

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
    team, named = setting.team, _named(setting.plan)
    buttons = (
        Button(say("cmd-standup-show"), f"/standup show --team {team}{named}"),
        Button(say("cmd-standup-off"), f"/standup off --team {team}{named}"),
    )
    return card(*_settings(setting), title=_called("standup-set", setting), buttons=buttons, tone="good")


def show_blocks(setting: Setting, today: tuple[Standing, ...]) -> tuple[Block, ...]:
    """A standup's settings, and where everybody stands today."""
    states = tuple(_state(standing) for standing in today)
    now = (Heading(say("standup-now")), Bullets(states)) if states else ()
    return (Heading(_called("standup-of", setting)), *_settings(setting), *now)


def _state(standing: Standing) -> Inline:
    at = Moment(standing.moment, standing.zone)
    words = say(f"standup-state-{standing.state.value}", who=standing.person.name, at=at)
    return Run((words, " · ", say("standup-optional-mark"))) if standing.optional else words


def _called(message: str, setting: Setting) -> Msg:
    """A message that speaks of a standup by its team, or by its name as well."""
    if setting.plan.name:
        return say(f"{message}-named", name=setting.plan.name, team=setting.team)
    return say(message, team=setting.team)


def _named(plan: Plan) -> str:
    return f" --name {plan.name}" if plan.name else ""


def chosen_card(plan: Plan, team: str, names: tuple[str, ...], *, optional: bool) -> Card:
    """Members are waited for no longer, or again."""
    verb = "required" if optional else "optional"
    back = f"/standup {verb} {' '.join(f'@{name}' for name in names)} --team {team}{_named(plan)}"
    words = say("standup-optional" if optional else "standup-required", names=Items(names))
    return card(words, buttons=(Button(say(f"standup-{verb}-again"), back),), tone="good")


def off_card(setting: Setting, channel: str | None) -> Card:
    """A standup was turned off; the button sets it as it was, ``channel`` (its name) included."""
    plan, minutes = setting.plan, setting.plan.window // timedelta(minutes=1)
    again = (
        f"/standup set {plan.at:%H:%M} --days {plan.days.code} --window {minutes}m --team {setting.team}{_named(plan)}"
    )
    again += f" --channel #{channel}" if channel else ""
    again += f" --questions {plan.asks.typed}" if plan.asks.kind is not Kind.DAILY else ""
    again += " --clock team" if plan.zone else ""
    again += " --mood on" if plan.mood else ""
    return card(_called("standup-off", setting), buttons=(Button(say("standup-on-again"), again),))


def _settings(setting: Setting) -> tuple[Block, ...]:
    plan = setting.plan
    rows: list[tuple[Inline, Inline]] = [
        (say("standup-when"), _when(plan)),
        (say("field-days"), days_words(plan.days)),
        *(
            ((say("field-questions"), Items(tuple(plan.asks.fields.values()))),)
            if plan.asks.kind is not Kind.DAILY
            else ()
        ),
        (say("standup-summary"), _where(setting.channels, plan.window)),
        *(((say("field-mood"), say("standup-mood-told")),) if plan.mood else ()),
    ]
    if setting.prompts:
        rows.append((say("standup-next"), Items(setting.prompts)))
    blocks: list[Block] = [Facts(tuple(rows))]
    if setting.provisional is not None:
        blocks.append(Note(say("standup-provisional", year=str(setting.provisional))))
    return tuple(blocks)


def _when(plan: Plan) -> Msg:
    at = Clock(plan.at)
    return say("standup-at", at=at) if plan.zone is None else say("standup-at-team", at=at, zone=plan.zone)


def days_words(days: Days) -> Msg:
    """The days of a standup in words."""
    if not isinstance(days, Weekdays) or days.kind == "workdays":
        return say(f"standup-days-{days.kind}")
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


def not_asked_card(about: About, at: time, names: tuple[str, ...]) -> Card:
    """What a lead hears when the questions came too late to be asked."""
    named = f" --name {about.name}" if about.name else ""
    button = Button(say("cmd-standup-show"), f"/standup show --team {about.team}{named}")
    return card(
        say("standup-not-asked", at=Clock(at), names=Items(names)),
        Note(say("standup-not-asked-still", answer=Code("/standup"))),
        title=title(about),
        buttons=(button,),
        tone="warn",
    )


# --- the prompt and the answer ----------------------------------------------------------------------


def prompt_card(about: About, asks: Asks, known: rules.Facts, form: Form, mood: int | None = None) -> Card:
    """What somebody is asked, with what is known already; ``mood`` is from how many on theirs is told as an average."""
    done: tuple[Inline, ...] = (*known.closed, *(Run((name, " ", figure)) for name, figure in known.logged))
    weekly = asks.kind is Kind.WEEKLY
    blocks: list[Block | Inline] = [*_questions(asks)]
    if done:
        blocks += [Heading(say("standup-since", day=Day(known.since))), Bullets(done)]
    if known.due:
        blocks += [Heading(say("standup-due-week" if weekly else "standup-due")), Bullets(known.due)]
    if known.targets:
        blocks += [Heading(say("standup-targets")), Bullets(tuple(_target(*one) for one in known.targets))]
    blocks.append(Note(_how(asks)))
    blocks += _mood(mood)
    away = Button(say("standup-away-today"), "/standup away --until today")
    return card(*blocks, title=title(about), buttons=(*_moods(about, mood), away), form=form)


def _mood(floor: int | None) -> tuple[Block, ...]:
    return () if floor is None else (Note(say("standup-mood-asked", floor=floor)),)


def _moods(about: About, floor: int | None) -> tuple[Button, ...]:
    if floor is None:
        return ()
    return tuple(Button(f"{face} {score}", about.mood(score)) for score, face in enumerate("😞🙁😐🙂😄", 1))


def _questions(asks: Asks) -> tuple[Block | Inline, ...]:
    if asks.kind is Kind.DAILY or asks.kind is Kind.WEEKLY:
        return (say("standup-question" if asks.kind is Kind.DAILY else "standup-question-week"),)
    if len(asks.fields) == 1:
        return tuple(asks.fields.values())
    lines = (Run((f"{number}. ", label)) for number, label in enumerate(asks.fields.values(), 1))
    return tuple(Para(line) for line in lines)


def _how(asks: Asks) -> Msg:
    match asks.kind:
        case Kind.DAILY:
            return say("standup-how")
        case Kind.WEEKLY:
            return say("standup-how-week")
        case _:
            return say("standup-how-own", count=len(asks.fields))


def _target(name: str, actual: Figure | None, target: Figure) -> Inline:
    return say("standup-target", name=name, actual=actual if actual is not None else "–", target=target)


def reminder_card(about: About, closes_at: datetime, zone: str) -> Card:
    """What somebody hears who has not answered, shortly before the end."""
    buttons = (
        Button(say("standup-answer"), about.line),
        Button(say("standup-away-today"), "/standup away --until today"),
        Button(say("standup-mute"), f"/my mute {REMINDER.name}"),
    )
    return card(say("standup-reminder", at=Moment(closes_at, zone)), title=title(about), buttons=buttons)


def answered_card(
    about: About,
    asks: Asks,
    said: Said,
    withdrawn: tuple[str, ...],
    shown: Inline,
    *,
    again: bool,
    mood: int | None = None,
) -> Card:
    """What was understood of an answer, which action items it withdrew, and where it will be seen."""
    blocks: list[Block | Inline] = [say("standup-changed" if again else "standup-noted")]
    for name, text in said.texts.items():
        blocks += [Heading(asks.fields[name]), Quote(text)]
    if said.blockers:
        lines = tuple(Run((Code(b.ref), " · ", b.text, *age(b))) for b in said.blockers)
        blocks += [Heading(say("field-blockers")), Bullets(lines), Note(say("standup-followed"))]
    if withdrawn:
        blocks.append(Note(say("standup-withdrawn", ids=Items(tuple(Code(ref) for ref in withdrawn)))))
    blocks += [Note(shown), *_mood(mood)]
    buttons = (Button(say("standup-change"), about.line), *_moods(about, mood))
    return card(*blocks, title=title(about), buttons=buttons, tone="good")


def mood_card(floor: int) -> Card:
    """A mood was counted."""
    return card(say("standup-mood-taken", floor=floor), tone="good")


def title(about: About) -> Msg:
    """What a standup of a day is called."""
    day = Day(about.day)
    if about.name:
        return say("standup-title-named", name=about.name, team=about.team, day=day)
    return say("standup-title", team=about.team, day=day)


# --- what blocks ------------------------------------------------------------------------------------


def age(blocker: rules.Blocker) -> tuple[Inline, ...]:
    """What to say of how long somebody is blocked, nothing on the first day."""
    return (" · ", say("standup-age", days=blocker.age)) if blocker.age > 0 else ()


def risen_card(ref: str, who: str, what: str) -> Card:
    """What a lead hears of a blocker that stays."""
    buttons = (
        Button(say("standup-risen-show"), f"/todo show {ref}"),
        Button(say("standup-risen-give"), f"/todo give {ref}"),
    )
    line = Run((Code(ref), " · ", say("standup-says", who=who, text=what)))
    return card(line, title=say("standup-risen", days=rules.RISES_AFTER), buttons=buttons, tone="warn")
