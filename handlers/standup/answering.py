"""The answer: whose standup of which day is meant, the form and what it begins with, what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.kit.commands import Command, Word, must, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.forms import form
from handlers.kit.kinds import DAY, LONG, read
from handlers.kit.messages import Button, Card, Day, Inline, Items, Moment, say
from handlers.standup import cards, prefill, reminding, rising, runs, service, views
from handlers.standup.reading import blocker_lines, stated, unfold
from handlers.standup.rules import Plan, State, prompts_on, sort_blockers
from handlers.team import api as team_api
from handlers.team.api import TEAM, Team
from handlers.todo import api as todo_api
from storage.models.standup import StandupEntry, StandupRun
from storage.repos import standup as repo

STANDUP_WORD = Word("standup", ("站会", "晨会"), ("站會", "晨會", "早會"), ("早会",))
TEAM_OPTION = ("团队", "團隊", "小组", "小組")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``--today TEXT [--yesterday TEXT] [--blockers TEXT]``.

    ``team`` and ``day`` say which standup a form was opened for. Such a form is the whole answer, an empty field
    included; a line without them leaves what it does not name as it was.
    """

    yesterday: str | None = opt(LONG, "昨天", "昨日")
    today: str = must(LONG, "今天", "今日")
    blockers: str | None = opt(LONG, "blocker", "阻碍", "阻礙", "障碍", "障礙", "卡点", "卡點")
    team: Team | None = opt(TEAM, *TEAM_OPTION, form=False)
    day: date | None = opt(DAY, "日期", form=False)


@dataclass(frozen=True, slots=True)
class Meant:
    """The standup, and its day, that an answer is for."""

    team: Team
    plan: Plan
    day: date


# --- what is meant ------------------------------------------------------------------------------


def meant(scene: Scene, team: Team | None, day: date | None) -> Meant:
    """The standup that the actor answers: the one named, this channel's, their only one, or the only one still open."""
    mine = views.plans_of(scene, scene.actor.id)
    if team is not None:
        plan = service.needed(scene, team)
        if all(known.id != team.id for known, _ in mine):
            raise Refused(say("standup-not-yours", team=team.name))
        return Meant(team, plan, _day(scene, plan, day))
    if not mine:
        raise service.no_standup(scene)
    here = [(known, plan) for known, plan in mine if _is_here(scene, known, plan)]
    chosen = here if len(here) == 1 else [(known, plan) for known, plan in mine if len(mine) == 1 or _open(scene, plan)]
    if len(chosen) != 1:
        buttons = tuple(Button(known.name, f"/standup --team {known.name}") for known, _ in mine)
        raise Refused(say("standup-which", teams=Items(tuple(known.name for known, _ in mine), any_of=True)), buttons)
    known, plan = chosen[0]
    return Meant(known, plan, _day(scene, plan, day))


def _is_here(scene: Scene, team: Team, plan: Plan) -> bool:
    here = scene.place.channel
    return here is not None and (plan.channel == here or here in team_api.channels_of(scene, team.id))


def _open(scene: Scene, plan: Plan) -> bool:
    mine = views.standing(scene, plan, scene.today, scene.actor.id)
    today = prompts_on(plan.days, scene.today, scene.calendar)
    return today and mine is not None and mine.state is not State.ANSWERED


def _day(scene: Scene, plan: Plan, named: date | None) -> date:
    """The day named, if there was a standup on it; else today, or a day before whose window is still open."""
    today = scene.today
    if named is not None:
        if named > today or (named < today and repo.run_of(scene.session, plan.id, named) is None):
            raise Refused(say("standup-no-run", day=Day(named)))
        return named
    yesterday = today - timedelta(days=1)
    there = {run.day: run for run in repo.runs_since(scene.session, plan.id, yesterday)}
    if _mine(scene, there.get(today)) is None and _still_open(scene, there.get(yesterday)):
        return yesterday
    if today not in there and not prompts_on(plan.days, today, scene.calendar):
        coming = views.next_prompts(scene, plan)
        why = say("standup-not-today", day=Day(today), next=Items(coming[:1])) if coming else say("standup-never")
        raise Refused(why)
    return today


def _mine(scene: Scene, run: StandupRun | None) -> StandupEntry | None:
    return repo.entry(scene.session, run.id or 0, scene.actor.id) if run is not None else None


def _still_open(scene: Scene, run: StandupRun | None) -> bool:
    """Whether the actor was asked in a run, has not answered, and its window has not ended: a standup near midnight."""
    mine = _mine(scene, run)
    if run is None or mine is None:
        return False
    return mine.prompted_at is not None and mine.answered_at is None and scene.now < run.closes_at


# --- the form -----------------------------------------------------------------------------------


def begins_with(scene: Scene, given: Mapping[str, str]) -> Mapping[str, str]:
    """The raw values that a form begins with: what was answered before, or what is known already."""
    team = read(TEAM, given["team"], scene) if "team" in given else None
    day = read(DAY, given["day"], scene) if "day" in given else None
    found = meant(scene, team, day)
    entry = _mine(scene, repo.run_of(scene.session, found.plan.id, found.day))
    if entry is None or entry.answered_at is None:
        return _place(found) | prefill.lines(prefill.facts(scene, scene.actor.id, found.day))
    said = views.said(scene, entry, found.day)
    before = {"yesterday": said.yesterday, "today": said.today, "blockers": "\n".join(b.text for b in said.blockers)}
    return _place(found) | {name: text for name, text in before.items() if text}


def _place(found: Meant) -> dict[str, str]:
    return {"team": found.team.name, "day": found.day.isoformat()}


def prompt(ctx: Ctx, plan: Plan, person_id: int, day: date) -> None:
    """Asks somebody, once a day: the form, what is known, and an open question that a plain text answers."""
    run = runs.begin(ctx, plan, day)
    entry = repo.begin_entry(ctx.session, run.id or 0, person_id)
    if entry.prompted_at is not None or entry.answered_at is not None:
        return
    before = repo.earlier_entry(ctx.session, plan.id, person_id, day)
    if before is not None and before.question_id is not None:
        ctx.unask(before.question_id)
    found = Meant(team_api.get(ctx, plan.team), plan, day)
    known = prefill.facts(ctx, person_id, day)
    values = _place(found) | prefill.lines(known)
    entry.prompted_at, entry.question_id = ctx.now, ctx.ask(person_id, ANSWER.id, values)
    repo.save_entry(ctx.session, entry)
    shown = cards.prompt_card(found.team.name, day, known, form(ANSWER, ctx, values, entry.question_id))
    ctx.tell(person_id, shown, punctual=True)
    reminding.expect(ctx, plan, run, ctx.now)
    runs.refresh(ctx, plan, run)


# --- the answer ---------------------------------------------------------------------------------


def answer(ctx: Ctx, args: Answer) -> Card:
    """Keeps the actor's answer, or changes it."""
    found = meant(ctx, args.team, args.day)
    blockers = None if args.blockers is None else _blockers(args.blockers)
    run = runs.begin(ctx, found.plan, found.day)
    entry = repo.begin_entry(ctx.session, run.id or 0, ctx.actor.id)
    again, whole = entry.answered_at is not None, args.day is not None
    if args.yesterday is not None or whole:
        entry.yesterday = stated(args.yesterday)
    elif not again:
        known = prefill.facts(ctx, ctx.actor.id, found.day)
        entry.yesterday = prefill.lines(known).get("yesterday", "")
    entry.today = args.today
    entry.answered_at = entry.answered_at or ctx.now
    repo.save_entry(ctx.session, entry)
    withdrawn = _follow_blockers(ctx, found, entry, blockers or ()) if blockers is not None or whole else ()
    if entry.question_id is not None:
        ctx.unask(entry.question_id)
    runs.refresh(ctx, found.plan, run)
    shown = _when_shown(ctx, found, run)
    return cards.answered_card(
        found.team.name, found.day, views.said(ctx, entry, found.day), withdrawn, shown, again=again
    )


def _blockers(text: str) -> tuple[str, ...]:
    lines = blocker_lines(text)
    if any(len(line) > todo_api.WHAT_LENGTH for line in lines):
        raise BadInput("blockers", say("kit-too-long", limit=todo_api.WHAT_LENGTH))
    return lines


def _follow_blockers(ctx: Ctx, found: Meant, entry: StandupEntry, said: tuple[str, ...]) -> tuple[str, ...]:
    """Makes each blocker an action item of the person's, corrects those worded anew, withdraws those taken back; the
    ids of these."""
    assert entry.id is not None
    rows = {row.id or 0: row for row in repo.blockers_of(ctx.session, entry.id)}
    change = sort_blockers([(key, row.text) for key, row in rows.items()], said)
    for key, text in change.reworded.items():
        repo.reword_blocker(ctx.session, rows[key], text)
        todo_api.change(ctx, rows[key].item_id, what=text, tell=False)
    withdrawn: list[str] = []
    for key in change.gone:
        if not repo.said_elsewhere(ctx.session, rows[key]):
            withdrawn.append(todo_api.withdraw(ctx, rows[key].item_id, tell=False).ref)
        repo.drop_blocker(ctx.session, rows[key])
    followed = {i.what.casefold(): i for i in todo_api.open_of(ctx, ctx.actor.id) if i.origin == "standup"}
    overseer = next((p.id for p in team_api.leads(ctx, found.team.id) if p.id != ctx.actor.id), None)
    for text in change.new:
        # What blocked already yesterday is followed already.
        item = followed.get(text.casefold())
        if item is None:
            item = todo_api.add(ctx, ctx.actor, text, None, origin="standup", overseer=overseer, tell=False)
            rising.expect(ctx, found.plan, item.id, found.day)
        repo.add_blocker(ctx.session, entry.id, text, item.id)
    return tuple(withdrawn)


def _when_shown(scene: Scene, found: Meant, run: StandupRun) -> Inline:
    channels = views.channels(scene, found.plan)
    if run.posted_at is not None:
        return say("standup-shown-channel", where=Items(channels)) if channels else say("standup-shown-lead")
    at = Moment(run.closes_at, scene.zone)
    return say("standup-will-channel", where=Items(channels), at=at) if channels else say("standup-will-lead", at=at)


ANSWER = Command(
    STANDUP_WORD, answer, "writes", None, Answer, "form", reply="today", prefill=begins_with, unfold=unfold
)  # fmt: skip
