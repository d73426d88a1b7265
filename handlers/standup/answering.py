"""The answer: whose standup of which day is meant, the form and what it begins with, what is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.kit.commands import Command, Word, must, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.forms import form
from handlers.kit.kinds import DAY, LONG, NAME, read
from handlers.kit.messages import Button, Card, Code, Day, Inline, Items, Moment, say
from handlers.standup import cards, moods, prefill, reminding, rising, runs, service, views
from handlers.standup.asking import DAILY, DAILY_NAME, MORE, Asks
from handlers.standup.reading import blocker_lines, stated, unfold
from handlers.standup.rules import About, Facts, Plan, State, prompts_on, sort_blockers
from handlers.team import api as team_api
from handlers.team.api import TEAM, Team
from handlers.todo import api as todo_api
from storage.models.standup import StandupEntry, StandupRun
from storage.repos import standup as repo

STANDUP_WORD = Word("standup", ("站会", "晨会"), ("站會", "晨會", "早會"), ("早会",))
TEAM_OPTION = ("团队", "團隊", "小组", "小組")
NAME_OPTION = ("名称", "名稱", "名字")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``--today TEXT [--yesterday TEXT] [--blockers TEXT] [--name N]``, or an answer each to a team's own questions.

    ``team``, ``name`` and ``day`` say which standup a form was opened for. A form of a ``day`` is the whole answer, an
    empty field included; a line without it leaves what it does not name as it was.
    """

    yesterday: str | None = opt(LONG, "昨天", "昨日")
    today: str = must(LONG, "今天", "今日", "a1")
    a2: str | None = opt(LONG, label="standup-more")
    a3: str | None = opt(LONG, label="standup-more")
    a4: str | None = opt(LONG, label="standup-more")
    a5: str | None = opt(LONG, label="standup-more")
    a6: str | None = opt(LONG, label="standup-more")
    a7: str | None = opt(LONG, label="standup-more")
    a8: str | None = opt(LONG, label="standup-more")
    blockers: str | None = opt(LONG, "blocker", "阻碍", "阻礙", "障碍", "障礙", "卡点", "卡點")
    team: Team | None = opt(TEAM, *TEAM_OPTION, form=False)
    name: str | None = opt(NAME, *NAME_OPTION, form=False)
    day: date | None = opt(DAY, "日期", form=False)

    @property
    def more(self) -> Mapping[str, str | None]:
        """The answers to the questions after the first."""
        return {name: getattr(self, name) for name in MORE}


@dataclass(frozen=True, slots=True)
class Meant:
    """The standup, and its day, that an answer is for; its run where it has begun."""

    team: Team
    plan: Plan
    day: date
    run: StandupRun | None = None

    @property
    def about(self) -> About:
        """What it is called."""
        return About(self.team.name, self.day, self.plan.name)

    @property
    def asks(self) -> Asks:
        """What it asks."""
        return views.asked_in(self.plan, self.run)

    @property
    def place(self) -> dict[str, str]:
        """The raw arguments that say so."""
        return {"team": self.team.name, "name": self.plan.name or DAILY_NAME, "day": self.day.isoformat()}


# --- what is meant ------------------------------------------------------------------------------


def meant(scene: Scene, team: Team | None, name: str | None, day: date | None, *, mood: bool = False) -> Meant:
    """The standup that the actor answers: the one named, this channel's, their only one, or the nearest still open; of
    those that ask for a ``mood`` if one is said."""
    known = _possible(scene, team)
    if mood:
        known = [pair for pair in known if pair[1].mood] or known
    if name is not None:
        wanted = service.called(tuple(plan for _, plan in known), name)
        known = [pair for pair in known if pair[1] in wanted]
    elif day is not None:  # a form of a day when its team had but one
        known = [pair for pair in known if not pair[1].name] or known
    chosen, plan = _nearest(scene, known)
    meant_day = _day(scene, plan, day)
    return Meant(chosen, plan, meant_day, repo.run_of(scene.session, plan.id, meant_day))


def _possible(scene: Scene, team: Team | None) -> list[tuple[Team, Plan]]:
    """The actor's standups, those of a team or of this channel where that is said."""
    mine = list(views.plans_of(scene, scene.actor.id))
    if team is not None:
        service.needed_all(scene, team)
        mine = [(known, plan) for known, plan in mine if known.id == team.id]
        if not mine:
            raise Refused(say("standup-not-yours", team=team.name))
        return mine
    if not mine:
        raise service.no_standup(scene)
    here = [(known, plan) for known, plan in mine if _is_here(scene, known, plan)]
    return here or mine


def _is_here(scene: Scene, team: Team, plan: Plan) -> bool:
    here = scene.place.channel
    return here is not None and (plan.channel == here or here in team_api.channels_of(scene, team.id))


def _nearest(scene: Scene, known: list[tuple[Team, Plan]]) -> tuple[Team, Plan]:
    """Of several the one still open whose time is nearest; of one team's answered ones the last that was open."""
    if len(known) == 1:
        return known[0]
    far = {plan.id: distance for _, plan in known if (distance := _distance(scene, plan)) is not None}
    today = [pair for pair in known if pair[1].id in far]
    still_open = [pair for pair in today if far[pair[1].id][1]]
    # Between teams nothing is guessed; of one team's the nearest is meant, of those answered the last one.
    found = still_open or today
    least = min((far[plan.id][0] for _, plan in found), default=None)
    nearest = [pair for pair in found if far[pair[1].id][0] == least] if _one_team(found) else found
    if len(nearest) != 1:
        raise _which(nearest or known)
    return nearest[0]


def _one_team(known: list[tuple[Team, Plan]]) -> bool:
    return len({team.id for team, _ in known}) == 1


def _which(known: list[tuple[Team, Plan]]) -> Refused:
    """Asks which of several is meant."""
    one_team = len({team.id for team, _ in known}) == 1
    shown = [
        plan.name or DAILY_NAME if one_team else " · ".join(filter(None, (t.name, plan.name))) for t, plan in known
    ]
    buttons = tuple(
        Button(label, f"/standup --team {team.name} --name {plan.name or DAILY_NAME}")
        for label, (team, plan) in zip(shown, known, strict=True)
    )
    return Refused(say("standup-which", teams=Items(tuple(shown), any_of=True)), buttons)


def _distance(scene: Scene, plan: Plan) -> tuple[timedelta, bool] | None:
    """How far from now a standup's time is on the actor's day, and whether it is still open; None on another day."""
    day = views.day_of(scene, plan, scene.actor.id)
    mine = (
        views.standing(scene, plan, day, scene.actor.id)
        if prompts_on(plan.days, day, scene.calendar_for(plan.team))
        else None
    )
    return None if mine is None else (abs(mine.moment - scene.now), mine.state is not State.ANSWERED)


def _day(scene: Scene, plan: Plan, named: date | None) -> date:
    """The day named, if there was a standup on it; else today, or a day before whose window is still open."""
    today = views.day_of(scene, plan, scene.actor.id)
    if named is not None:
        if named > today or (named < today and repo.run_of(scene.session, plan.id, named) is None):
            raise Refused(say("standup-no-run", day=Day(named)))
        return named
    yesterday = today - timedelta(days=1)
    there = {run.day: run for run in repo.runs_since(scene.session, plan.id, yesterday)}
    if _mine(scene, there.get(today)) is None and _still_open(scene, there.get(yesterday)):
        return yesterday
    if today not in there and not prompts_on(plan.days, today, scene.calendar_for(plan.team)):
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


def _meant_by(scene: Scene, given: Mapping[str, str]) -> Meant:
    """What a form's raw arguments mean."""
    team = read(TEAM, given["team"], scene) if "team" in given else None
    day = read(DAY, given["day"], scene) if "day" in given else None
    return meant(scene, team, given.get("name"), day)


def begins_with(scene: Scene, given: Mapping[str, str]) -> Mapping[str, str]:
    """The raw values that a form begins with: what was answered before, or what is known already."""
    found = _meant_by(scene, given)
    entry = _mine(scene, found.run)
    if entry is None or entry.answered_at is None:
        return found.place | prefill.begins(prefill.facts(scene, scene.actor.id, found.day, found.asks), found.asks)
    said = views.said(scene, entry, found.asks, found.day)
    blockers = "\n".join(blocker.text for blocker in said.blockers)
    return found.place | dict(said.texts) | ({"blockers": blockers} if blockers else {})


def fields(scene: Scene, given: Mapping[str, str]) -> Mapping[str, Inline]:
    """What a form asks, by the argument an answer goes to."""
    return _meant_by(scene, given).asks.fields if "team" in given else DAILY.fields


def taken_apart(text: str, scene: Scene, given: Mapping[str, str]) -> Mapping[str, str]:
    """A plain answer to an open question, as raw arguments."""
    return unfold(text, _meant_by(scene, given).asks if "team" in given else DAILY)


def about(scene: Scene, args: Answer) -> Mapping[str, str]:
    """The standup that a line means, as raw arguments."""
    return meant(scene, args.team, args.name, args.day).place


def prompt(ctx: Ctx, plan: Plan, people: Collection[int], day: date) -> None:
    """Asks some people, each once a day: the form, what is known, and an open question that a plain text answers."""
    run = runs.begin(ctx, plan, day)
    found = Meant(team_api.get(ctx, plan.team), plan, day, run)
    for question in repo.open_before(ctx.session, plan.id, people, day, ctx.now):
        ctx.unask(question)
    known = prefill.facts_of(ctx, people, day, found.asks)
    asked = False
    for person, entry in repo.begin_entries(ctx.session, run.id or 0, people).items():
        if entry.prompted_at is None and entry.answered_at is None:
            _ask(ctx, found, entry, known[person])
            asked = True
    if asked:
        ctx.session.flush()
        reminding.expect(ctx, plan, run, ctx.now)
        runs.refresh(ctx, plan, run)


def _ask(ctx: Ctx, found: Meant, entry: StandupEntry, known: Facts) -> None:
    values = found.place | prefill.begins(known, found.asks)
    entry.prompted_at, entry.question_id = ctx.now, ctx.ask(entry.person_id, ANSWER.id, values)
    ctx.session.add(entry)
    asked = form(ANSWER, ctx, values, entry.question_id, labels=found.asks.fields)
    floor = found.run.mood_floor if found.run is not None else None
    ctx.tell(entry.person_id, cards.prompt_card(found.about, found.asks, known, asked, floor), punctual=True)


# --- the answer ---------------------------------------------------------------------------------


def answer(ctx: Ctx, args: Answer) -> Card:
    """Keeps the actor's answer, or changes it."""
    found = meant(ctx, args.team, args.name, args.day)
    blockers = None if args.blockers is None else _blockers(args.blockers)
    run = runs.begin(ctx, found.plan, found.day)
    found = replace(found, run=run)
    entry = repo.begin_entry(ctx.session, run.id or 0, ctx.actor.id)
    again, whole = entry.answered_at is not None, args.day is not None
    if args.yesterday is not None or whole:
        entry.yesterday = stated(args.yesterday)
    elif not again:
        known = prefill.facts(ctx, ctx.actor.id, found.day, found.asks)
        entry.yesterday = prefill.begins(known, found.asks).get("yesterday", "")
    entry.today = args.today
    entry.more = _more(found.asks, entry, args, whole=whole)
    entry.answered_at = entry.answered_at or ctx.now
    repo.save_entry(ctx.session, entry)
    withdrawn = _follow_blockers(ctx, found, entry, blockers or ()) if blockers is not None or whole else ()
    if entry.question_id is not None:
        ctx.unask(entry.question_id)
    runs.refresh(ctx, found.plan, run, entry)
    said = views.said(ctx, entry, found.asks, found.day)
    shown, mood = _when_shown(ctx, found, run), moods.asked(ctx, run)
    return cards.answered_card(found.about, found.asks, said, withdrawn, shown, again=again, mood=mood)


def say_mood(ctx: Ctx, team: Team | None, name: str | None, day: date | None, score: int) -> Card:
    """Counts the actor's mood in a standup that asks for one."""
    found = meant(ctx, team, name, day, mood=True)
    run = runs.begin(ctx, found.plan, found.day)
    moods.take(ctx, run, score)
    return cards.mood_card(run.mood_floor or 0)


def _more(asks: Asks, entry: StandupEntry, args: Answer, *, whole: bool) -> list[str] | None:
    """The answers to the questions after the first, what is not named as it was; none where nothing more is asked."""
    wanted = [name for name in MORE if name in asks.fields]
    too_much = next((name for name, text in args.more.items() if text is not None and name not in wanted), None)
    if too_much is not None:
        raise BadInput(too_much, say("standup-no-such-question", count=len(asks.fields)), Code("/standup --today …"))
    before = [] if whole else list(entry.more or ())
    known = dict(zip(MORE, before, strict=False))
    made = [known.get(name, "") if (text := args.more[name]) is None else stated(text) for name in wanted]
    return made or None


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
    STANDUP_WORD, answer, "writes", None, Answer, "form", reply="today", prefill=begins_with, unfold=taken_apart,
    fields=fields, about=about,
)  # fmt: skip
