"""Goals: a sentence is checked, kept with what could be read of it, and followed up (G1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from handlers.goals import checking
from handlers.goals.cards import goals as cards
from handlers.goals.cards.goals import Checked, Linked, Remark, Shown
from handlers.goals.checking import Whose, counted_of, figure_of
from handlers.goals.rules import tree
from handlers.goals.rules.milestones import Light
from handlers.goals.rules.smart import Mark
from handlers.goals.rules.tree import Node
from handlers.kit.context import Ctx, Scene
from handlers.kit.directory import unnamed
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.messages import Code, say
from handlers.kit.people import FORGOTTEN, Person
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Metric
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.goals import Goal, GoalRemark
from storage.models.goals import Revision as RevisionRow
from storage.repos import goals as repo
from storage.states import GoalState, RevisionState, Right

LETTER = "G"
LONGEST = 500
MOST_PARENTS = 2  # offered as buttons
LAST_REMARKS = 5


# --- writing ------------------------------------------------------------------------------------


def add(ctx: Ctx, sentence: str, under: int | None, asked: Person | Team | None) -> Checked:
    """Keeps a goal, however much of it could be read, and says how each letter stands."""
    whose = _whose(ctx, asked)
    parent = find(ctx, under).id if under is not None else None
    row = Goal(
        sentence=_checked(sentence), owner_id=whose.owner, team_id=whose.team, parent_id=parent, letters={},
        made_by=ctx.actor.id, made_at=ctx.now,
    )  # fmt: skip
    return _keep(ctx, row, tell=True)


def edit(ctx: Ctx, number: int, sentence: str) -> Checked:
    """Puts another sentence in a goal's place, and checks it."""
    row = own(ctx, number)
    row.sentence = _checked(sentence)
    return _keep(ctx, row, tell=True)


def link(ctx: Ctx, number: int, under: int) -> Checked:
    """Puts a goal under another."""
    row, parent = own(ctx, number), find(ctx, under)
    above: int | None = parent.id
    while above is not None:
        if above == row.id:
            raise Refused(say("goal-under-itself", id=ref(row)))
        above = find(ctx, above).parent_id
    row.parent_id = parent.id
    return _keep(ctx, row)


def _keep(ctx: Ctx, row: Goal, *, tell: bool = False) -> Checked:
    read = checking.read(ctx, row.sentence, Whose(row.owner_id, row.team_id), row.parent_id)
    window = read.said.window
    row.metric_id = read.metric.id if read.metric is not None else None
    row.period = window.period.code if window is not None and window.period is not None else None
    row.first, row.due = (window.first, window.due) if window is not None else (None, None)
    row.base, row.target = read.base, read.target
    row.letters = {name: letter.mark.value for name, letter in read.letters.items()}
    repo.add(ctx.session, row)
    if tell:
        _tell(ctx, row, _linked(ctx, row, read.metric))
    parents = _parents(ctx, row) if read.letters["R"].mark is Mark.MISSING else ()
    known = tuple(m.name for m in kpi_api.metrics(ctx))[:3]
    adds = read.counted is not None and read.counted.adds
    return Checked(_linked(ctx, row, read.metric), read.letters, read.achievable, adds, read.mended, parents, known)


def _tell(ctx: Ctx, row: Goal, goal: Linked) -> None:
    """Whoever owns a goal that another set, and the leads of teams that share it, hear of it."""
    sharing = row.team_id is not None and team_api.get(ctx, row.team_id).joint
    leads = team_api.leads(ctx, row.team_id or 0) if sharing else ()
    for person in dict.fromkeys((row.owner_id, *(lead.id for lead in leads))):
        if person != ctx.actor.id:
            ctx.tell(person, cards.told_card(goal, ctx.actor.name, own=person == row.owner_id))


def _parents(scene: Scene, row: Goal) -> tuple[tuple[str, str], ...]:
    """Goals that this one could stand under: the newest of its team's or its owner's teams."""
    teams = team_api.counted_for(scene, row.owner_id) | {row.team_id}
    rows = [g for g in repo.goals(scene.session) if g.state is GoalState.OPEN and g.team_id in teams and g.id != row.id]
    fit = [g for g in reversed(rows) if g.team_id is not None and not _stands_under(scene, g, row)]
    return tuple((ref(g), g.sentence) for g in fit[:MOST_PARENTS])


def _stands_under(scene: Scene, row: Goal, above: Goal) -> bool:
    while row.parent_id is not None:
        row = find(scene, row.parent_id)
        if row.id == above.id:
            return True
    return False


def _checked(sentence: str) -> str:
    said = " ".join(sentence.split())
    if len(said) > LONGEST:
        raise BadInput("sentence", say("kit-too-long", limit=LONGEST))
    return said


def _whose(ctx: Ctx, asked: Person | Team | None) -> Whose:
    """Whose goal: of whoever is named, of the team in whose channel its lead speaks, else one's own."""
    if isinstance(asked, Person):
        team_api.require_for(ctx, asked)
        return Whose(asked.id, None)
    if asked is not None:
        team_api.require_part(ctx, asked)
        return Whose(ctx.actor.id, asked.id)
    channel = ctx.place.channel
    here = team_api.team_of_channel(ctx, channel) if channel is not None else None
    if here is not None and team_api.leads_team(ctx, here.id):
        return Whose(ctx.actor.id, here.id)
    return Whose(ctx.actor.id, None)


def remark(ctx: Ctx, number: int, text: str | None, confidence: int | None) -> Shown:
    """Keeps a comment, or how sure somebody is; the owner hears of it."""
    row = find(ctx, number)
    if confidence is not None:
        _require_change(ctx, row)
    assert row.id is not None
    made = GoalRemark(goal_id=row.id, by_id=ctx.actor.id, at=ctx.now, text=text, confidence=confidence)
    repo.add(ctx.session, made)
    if row.owner_id != ctx.actor.id:
        said = Remark(ctx.actor.name, made.at, text, confidence)
        ctx.tell(row.owner_id, cards.commented_card(_linked(ctx, row, None), said, ctx.zone_of(row.owner_id)))
    return show(ctx, number)


def close(ctx: Ctx, number: int, state: GoalState | None) -> Shown:
    """Ends a goal: as said, else by its figures."""
    row = own(ctx, number)
    progress = _node_of(ctx, row).progress
    row.state = state or (GoalState.REACHED if progress is not None and progress >= 1 else GoalState.MISSED)
    row.closed_at = ctx.now
    repo.add(ctx.session, row)
    return show(ctx, number)


# --- finding, and who may -----------------------------------------------------------------------


def ref(row: Goal) -> str:
    """What people type: ``G3``."""
    return f"{LETTER}{row.id}"


def find(scene: Scene, number: int) -> Goal:
    """The goal people mean by an id, if they may see it."""
    row = repo.goal(scene.session, number)
    if row is None or not _seen(scene, (row,)):
        raise BadInput("id", say("goal-unknown-id", id=f"{LETTER}{number}"), Code("/goal list"))
    return row


def own(scene: Scene, number: int) -> Goal:
    """An open goal that the actor may change."""
    row = find(scene, number)
    _require_change(scene, row)
    if row.state is not GoalState.OPEN:
        raise Refused(say("goal-closed-already", id=ref(row), state=say(f"goal-state-{row.state.value}")))
    return row


def may_change(scene: Scene, row: Goal) -> bool:
    """Whether the actor may change a goal: its owner, their leads, of a team's goal the team's."""
    if row.team_id is not None and team_api.leads_part(scene, team_api.get(scene, row.team_id)):
        return True
    return team_api.acts_for(scene, row.owner_id)


def _require_change(scene: Scene, row: Goal) -> None:
    if not may_change(scene, row):
        raise Refused(say("goal-not-yours", id=ref(row), who=scene.people.name(row.owner_id)))


def _seen(scene: Scene, rows: Iterable[Goal]) -> tuple[Goal, ...]:
    """Those that the actor may see: a team mate's, a team's of theirs, one that theirs shares; all for a manager."""
    if scene.actor.right.includes(Right.MANAGER):
        return tuple(rows)
    people, teams = team_api.mates(scene), team_api.counted_for(scene, scene.actor.id)
    return tuple(row for row in rows if row.owner_id in people or row.team_id in teams)


def offered(scene: Scene) -> tuple[tuple[int, str], ...]:
    """The open goals the actor may see, for a form."""
    rows = (row for row in _seen(scene, repo.goals(scene.session)) if row.state is GoalState.OPEN)
    return tuple((row.id or 0, cards.cut(row.sentence)) for row in rows)


def draft(scene: Scene, number: int) -> str:
    """A goal's sentence as it might be mended, with a gap where only its owner can say."""
    row = find(scene, number)
    mended = checking.read(scene, row.sentence, Whose(row.owner_id, row.team_id), row.parent_id).mended
    return mended[0].text if mended else row.sentence


# --- seeing -------------------------------------------------------------------------------------


def show(scene: Scene, number: int) -> Shown:
    """A goal with its figures, its children and what was said of it."""
    row = find(scene, number)
    rows = {g.id: g for g in _seen(scene, repo.goals(scene.session))}
    node = _find_node(_forest(scene, tuple(rows.values())), row.id)
    below = tuple(_linked(scene, rows[n.id], None, n) for n in node.children)
    said = repo.remarks(scene.session, (row.id or 0,))
    remarks = tuple(Remark(scene.people.name(r.by_id), r.at, r.text, r.confidence) for r in said[-LAST_REMARKS:])
    sure = next((r.confidence for r in reversed(said) if r.confidence is not None), None)
    metric = kpi_api.metric(scene, row.metric_id) if row.metric_id is not None else None
    linked = _linked(scene, row, metric, node, sure)
    letters = {name: Mark(mark) for name, mark in row.letters.items()}
    return Shown(linked, letters, below, remarks, scene.zone, may_change(scene, row))


def listed(scene: Scene, year: int) -> tuple[tuple[int, Linked], ...]:
    """The open goals the actor may see that reach into a year, as a tree: each with its depth."""
    rows = {g.id: g for g in _seen(scene, repo.goals(scene.session)) if g.state is GoalState.OPEN}
    of_year = {i: g for i, g in rows.items() if g.due is None or g.first is None or g.first.year <= year <= g.due.year}
    if not of_year:
        return ()
    remarks = repo.remarks(scene.session, [i for i in of_year if i is not None])
    sure = {r.goal_id: r.confidence for r in remarks if r.confidence is not None}
    found: list[tuple[int, Linked]] = []

    def walk(nodes: Sequence[Node], depth: int) -> None:
        for node in nodes:
            found.append((depth, _linked(scene, of_year[node.id], None, node, sure.get(node.id))))
            walk(node.children, depth + 1)

    walk(_forest(scene, tuple(of_year.values())), 0)
    return tuple(found)


def lagging(scene: Scene, team: int) -> tuple[tuple[str, str], ...]:
    """The open goals of a team, and those it shares, that are behind: each by what people type and its sentence."""
    rows = {g.id: g for g in repo.goals(scene.session)}
    teams = {team, *(joint.id for joint in team_api.joints(scene, (team,)))}
    theirs = {i for i, row in rows.items() if row.team_id in teams and row.state is GoalState.OPEN}
    if not theirs:
        return ()
    nodes = tree.every(_forest(scene, tuple(rows.values())))
    behind = [rows[node.id] for node in nodes if node.id in theirs and node.light in (Light.RED, Light.AMBER)]
    return tuple((ref(row), row.sentence) for row in behind)


def _forest(scene: Scene, rows: Sequence[Goal]) -> tuple[Node, ...]:
    revised = repo.of_goals(scene.session)
    return tree.forest(_node(scene, row, revised) for row in rows)


def _node_of(scene: Scene, row: Goal) -> Node:
    return _find_node(_forest(scene, repo.goals(scene.session)), row.id)


def _find_node(nodes: Sequence[Node], number: int | None) -> Node:
    for node in nodes:
        if node.id == number:
            return node
        try:
            return _find_node(node.children, number)
        except LookupError:
            continue
    raise LookupError(f"no goal {number}")


def _node(scene: Scene, row: Goal, revised: Sequence[RevisionRow]) -> Node:
    assert row.id is not None
    done = tree.passed(row.first, row.due, scene.today)
    target, weight = in_force(row, revised, scene.today)
    own, level = None, False
    if row.metric_id is not None and target is not None:
        metric = kpi_api.metric(scene, row.metric_id)
        counted = counted_of(metric)
        actual = reached(scene, row, metric)
        own = tree.own_progress(tree.Course(row.base, target, actual, counted.adds, counted.lower, done))
        level = not counted.adds and row.base is None
    return Node(row.id, row.parent_id, row.state, weight, own, done, level)


def in_force(row: Goal, revised: Sequence[RevisionRow], day: date) -> tuple[Decimal | None, Decimal]:
    """A goal's target and weight on a day: as first set, or as the newest approved revision that holds by then says."""
    target, weight = row.target, row.weight
    for one in revised:
        if one.goal_id == row.id and one.state is RevisionState.APPROVED and one.valid_from <= day:
            target = one.new_value if one.new_value is not None else target
            weight = one.new_weight if one.new_weight is not None else weight
    return target, weight


def reached(scene: Scene, row: Goal, metric: Metric) -> Decimal | None:
    """The figure of a goal from its first day to today, or to its last."""
    if row.first is None or row.due is None or scene.today < row.first:
        return None
    return figure_of(scene, metric, row.first, min(row.due, scene.today), Whose(row.owner_id, row.team_id))


def _linked(
    scene: Scene, row: Goal, metric: Metric | None, node: Node | None = None, confidence: int | None = None
) -> Linked:
    """A goal with the names and figures that stand beside it."""
    parent = repo.goal(scene.session, row.parent_id) if row.parent_id is not None else None
    above = (ref(parent), parent.sentence) if parent is not None and _seen(scene, (parent,)) else None
    target, weight = in_force(row, repo.of_goals(scene.session), scene.today)
    return Linked(
        ref=ref(row), sentence=row.sentence, owner=scene.people.name(row.owner_id),
        team=team_api.get(scene, row.team_id).name if row.team_id is not None else None, state=row.state,
        metric=metric.name if metric else None, unit=metric.unit if metric else "number",
        lower=counted_of(metric).lower if metric else False, base=row.base, target=target,
        actual=reached(scene, row, metric) if metric is not None else None, first=row.first, due=row.due,
        period=Period(row.period) if row.period else None, parent=above, weight=weight,
        progress=node.progress if node else None, light=node.light if node else Light.NONE, confidence=confidence,
    )  # fmt: skip


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """What somebody said of goals and in revisions is gone, and their name in others' words; figures stay."""
    kpi_api.drop_notes(ctx, repo.reasons_of(ctx.session, event.person))
    repo.forget_words(ctx.session, event.person, FORGOTTEN, ctx.now)
    repo.unname(ctx.session, event.name, lambda text: unnamed(text, event.name))
