"""One's own overview and choices, and the welcome of whoever is new."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from handlers.awards import api as awards_api
from handlers.kit import directory, linking
from handlers.kit.calendar import SpecialDay
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.events import Arrived, Greeted
from handlers.kit.messages import Card, Code, Day, Moment, say
from handlers.kit.topics import Topic
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Metric, MetricMade
from handlers.meetings import api as meetings_api
from handlers.overview.cards import joined_card, welcome_card
from handlers.overview.rules import Audience, Meeting, Mine, Number, Place, Step, Today, audience, steps_left
from handlers.praise import api as praise_api
from handlers.projects import api as projects_api
from handlers.recognition import api as recognition_api
from handlers.review import api as review_api
from handlers.standup import api as standup_api
from handlers.standup.api import StandupSet
from handlers.team import api as team_api
from handlers.team.api import Team, TeamMade
from handlers.todo import api as todo_api
from storage.states import Combine

TOPICS = (
    *todo_api.TOPICS, *meetings_api.TOPICS, *standup_api.TOPICS, *projects_api.TOPICS, *review_api.TOPICS,
    *praise_api.TOPICS, *awards_api.TOPICS, *recognition_api.TOPICS,
)  # fmt: skip
MOST_ITEMS = 8
MOST_NUMBERS = 12

# --- one's own --------------------------------------------------------------------------------------


def mine(scene: Scene) -> Mine:
    """All that concerns the actor today."""
    me = scene.actor
    items = todo_api.open_of(scene, me.id)
    numbers = kpi_api.my_numbers(scene, me.id)
    return Mine(
        person=me,
        places=tuple(_place(scene, team) for team in team_api.teams_of(scene, me.id)),
        numbers=tuple(_number(*number) for number in numbers[:MOST_NUMBERS]),
        items=tuple(todo_api.item_line(item) for item in items[:MOST_ITEMS]),
        more=max(0, len(items) - MOST_ITEMS),
        standups=tuple(
            Today(" · ".join(filter(None, (t.team.name, t.name))), t.state.value, t.at)
            for t in standup_api.today_of(scene, me.id)
        ),
        meeting=_meeting(scene),
        language=scene.language,
        zone=scene.zone,
        now=scene.now,
        quiet=scene.quiet_hours(me.id),
        titles=tuple(honour.words for honour in team_api.worn(scene, [me.id]).get(me.id, ())),
        muted=tuple(topic.name for topic in TOPICS if topic.name in directory.turned_down(scene, me.id)),
    )


def _place(scene: Scene, team: Team) -> Place:
    member = next(m for m in team_api.members(scene, team.id) if m.person.id == scene.actor.id)
    return Place(team.name, team_api.role_name(member.role) if member.role else None, member.leads)


def _number(metric: Metric, value: Decimal | None, target: kpi_api.Target | None) -> Number:
    shown = kpi_api.figure(metric, value) if value is not None else None
    return Number(metric.name, shown, kpi_api.figure(metric, target.value) if target else None)


def _meeting(scene: Scene) -> Meeting | None:
    found = meetings_api.next_meeting(scene, scene.actor.id)
    if found is None:
        return None
    when = found.at
    at = Moment(when.moment(), scene.zone) if when.has_time else Day(when.day, zone=when.zone)
    return Meeting(found.ref, found.title, at, found.agenda)


def choose_zone(ctx: Ctx, zone: str) -> None:
    """The actor lives in a time zone (IANA) from now on."""
    directory.set_zone(ctx, ctx.actor.id, zone)


def choose_country(ctx: Ctx, country: str) -> SpecialDay | None:
    """The actor has the holidays of a country (ISO 3166) from now on; the next one."""
    directory.set_country(ctx, ctx.actor.id, country)
    return ctx.calendar_of(ctx.actor.id).next_holiday(ctx.today, ctx.language)


def choose_language(ctx: Ctx, language: str) -> None:
    """The actor reads a language from now on, this answer in it already."""
    directory.set_language(ctx, ctx.actor.id, language)
    ctx.answer_in(language)


def choose_quiet(ctx: Ctx, hours: tuple[time, time]) -> None:
    """The actor's quiet hours; equal ends are none."""
    directory.set_quiet(ctx, ctx.actor.id, *hours)


def turn_down(ctx: Ctx, topic: Topic, *, muted: bool) -> None:
    """The actor does not want a kind of private message, or wants it again."""
    directory.turn_down(ctx, ctx.actor.id, topic, muted=muted)


def link_code(ctx: Ctx) -> str:
    """A code that shows, on another platform, that the account here is the actor's."""
    return linking.issue(ctx)


def shown_by(scene: Scene, code: str) -> linking.Other:
    """Whose a code is; ``BadInput`` for one that is not, or no more, or the actor's own."""
    other = linking.shown_by(scene, code)
    if other is None:
        raise BadInput("code", say("overview-link-unknown", bad=code.strip()), Code("/my link"))
    if other.person.id == scene.actor.id:
        raise BadInput("code", say("overview-link-own"), Code("/my link"))
    return other


def link(ctx: Ctx, code: str, other: linking.Other) -> str:
    """Makes the actor and who showed the code one; on the other platform they are told so too. What they are called."""
    person = linking.join(ctx, code, other)
    ctx.tell(person.id, joined_card(person.name, ctx.place.platform), on=other.account)
    return person.name


def choose_inbox(ctx: Ctx, *, here: bool) -> None:
    """Where the actor's private messages come to."""
    linking.prefer_here(ctx, here)


# --- the welcome ------------------------------------------------------------------------------------


def greet(ctx: Ctx, event: Greeted) -> None:
    """Tells a newcomer what they can do first."""
    reader = audience(ctx.people.get(event.person).right)
    ctx.tell(event.person, _welcome(ctx, reader), key=_key(reader))


def arrive(ctx: Ctx, event: Arrived) -> None:
    """Tells a channel what is still to be set up; nothing where all is."""
    if _left(ctx, Audience.CHANNEL):
        ctx.post(event.channel, _welcome(ctx, Audience.CHANNEL), key=_key(Audience.CHANNEL))


def on_team(ctx: Ctx, _event: TeamMade) -> None:
    """With the first team a step is done."""
    if len(team_api.all_teams(ctx)) == 1:
        _step_done(ctx)


def on_metric(ctx: Ctx, _event: MetricMade) -> None:
    """With the first metric a step is done."""
    if len(kpi_api.metrics(ctx)) == 1:
        _step_done(ctx)


def on_standup(ctx: Ctx, _event: StandupSet) -> None:
    """With the first standup a step is done."""
    if len(standup_api.teams_with(ctx)) == 1:
        _step_done(ctx)


def _step_done(ctx: Ctx) -> None:
    """Takes the step out of the welcomes that have been sent, and of those on their way."""
    for reader in (Audience.MANAGER, Audience.LEAD, Audience.CHANNEL):
        ctx.update(_key(reader), _welcome(ctx, reader))


def _welcome(scene: Scene, reader: Audience) -> Card:
    metric = next((m.name for m in kpi_api.metrics(scene) if m.combine is not Combine.RATIO), None)
    return welcome_card(reader, _left(scene, reader), metric)


def _left(scene: Scene, reader: Audience) -> tuple[Step, ...]:
    there = {
        Step.TEAM: team_api.all_teams(scene),
        Step.METRICS: kpi_api.metrics(scene),
        Step.STANDUP: standup_api.teams_with(scene),
    }
    return steps_left(reader, {step for step, found in there.items() if found})


def _key(reader: Audience) -> str:
    return f"welcome:{reader}"
