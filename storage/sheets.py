"""The tables of an export for people: one sheet each, with names beside the ids, in the order of ids.

To add one: a ``Sheet`` with a query whose columns are labelled as its header; what an entry has several of
(receivers, members) is a ``Several``, joined in one cell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any, Final, TextIO

from sqlalchemy import ColumnElement, Connection, Label, Select, and_, func, select
from sqlmodel import SQLModel

from storage.exchange import encoded
from storage.models.base import table
from storage.models.goals import Goal, GoalRemark, Milestone, MilestonePlan, Revision
from storage.models.kpi import DimensionValue, Entry, EntryTeam, Metric, Target
from storage.models.meetings import Decision, Meeting, Minutes
from storage.models.messaging import Audit
from storage.models.people import Channel, Leave, Person
from storage.models.praise import Praise, Praised
from storage.models.recognition import Kudos, KudosValue, PointsEntry
from storage.models.standup import Standup, StandupBlocker, StandupEntry, StandupRun
from storage.models.team import Honour, Membership, Team, TeamPart
from storage.models.todo import ActionItem, ItemHelper

_FORMULA: Final = frozenset("=+-@＝＋－＠")
_ODD_START: Final = frozenset("\t\r\n")


@dataclass(frozen=True)
class Several:
    """A last column: texts by the row's id, from a query of (id, text) pairs in the order they are listed."""

    header: str
    query: Select[Any]


@dataclass(frozen=True)
class Sheet:
    """One file: ``query`` begins with the id, by which it is ordered."""

    name: str
    query: Select[Any]
    several: tuple[Several, ...] = ()


def write(connection: Connection, sheet: Sheet, file: TextIO) -> int:
    """Writes a sheet as CSV with a header; how many rows."""
    found = connection.execute(sheet.query, execution_options={"yield_per": 500})
    lists = [(column, _by_id(connection, column.query)) for column in sheet.several]
    writer = csv.writer(file)
    writer.writerow([*found.keys(), *(column.header for column, _ in lists)])
    count = 0
    for count, row in enumerate(found, 1):  # noqa: B007  counted
        writer.writerow([*map(cell, row), *(cell("; ".join(texts.get(row[0], ()))) for _, texts in lists)])
    return count


def cell(value: Any) -> str:
    """A cell's text: a text word for word, with an apostrophe ahead where a spreadsheet would run it as a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return cell("; ".join(map(str, value)))
        case time():
            return value.isoformat("minutes")
        case str():
            text = str(encoded(value))
            return f"'{text}" if text[:1] in _ODD_START or text.lstrip()[:1] in _FORMULA else text
    return str(encoded(value))


def _by_id(connection: Connection, query: Select[Any]) -> dict[int, list[str]]:
    made: dict[int, list[str]] = {}
    for row_id, text in connection.execute(query):
        made.setdefault(row_id, []).append(str(text))
    return made


# --- what the sheets show -----------------------------------------------------------------------

_person, _team, _channel, _metric, _value = (
    table(Person), table(Team), table(Channel), table(Metric), table(DimensionValue),
)  # fmt: skip
_membership, _entry, _entry_team, _target = table(Membership), table(Entry), table(EntryTeam), table(Target)
_plan, _milestone, _kudos, _kudos_value, _points = (
    table(MilestonePlan), table(Milestone), table(Kudos), table(KudosValue), table(PointsEntry),
)  # fmt: skip
_meeting, _minutes, _decision, _item, _helper, _audit = (
    table(Meeting), table(Minutes), table(Decision), table(ActionItem), table(ItemHelper), table(Audit),
)  # fmt: skip
_part = table(TeamPart)
_goal, _remark, _revision, _praise, _praised = (
    table(Goal), table(GoalRemark), table(Revision), table(Praise), table(Praised),
)  # fmt: skip
_standup, _run, _answer, _blocker = (
    table(Standup), table(StandupRun), table(StandupEntry), table(StandupBlocker),
)  # fmt: skip


def _named(model: type[SQLModel], column: ColumnElement[Any], label: str, of: str = "name") -> Label[Any]:
    """The name of the row that a column points to."""
    other = table(model).alias()
    return select(other.c[of]).where(other.c.id == column).scalar_subquery().label(label)


def _who(column: ColumnElement[Any], label: str) -> Label[Any]:
    return _named(Person, column, label)


def _people() -> Sheet:
    row = _person.c
    query = select(
        row.id, row.name, row.right, row.language, row.zone.label("time_zone"), row.quiet_from, row.quiet_to,
        row.active, row.joined_at, row.forgotten_at,
    )  # fmt: skip
    pairs = select(_membership.c.person_id, _team.c.name).join_from(_membership, _team).order_by(_membership.c.id)
    return Sheet("people", query, (Several("teams", pairs),))


def _leave() -> Sheet:
    row = table(Leave).c
    return Sheet("leave", select(row.id, _who(row.person_id, "person"), row.first, row.last))


def _teams() -> Sheet:
    row = _team.c
    query = select(row.id, row.name, row.zone.label("time_zone"), row.created_at)
    pairs = select(_membership.c.team_id, _person.c.name).join_from(_membership, _person).order_by(_membership.c.id)
    of = (
        select(_part.c.joint_id, _team.c.name)
        .join_from(_part, _team, _part.c.team_id == _team.c.id)
        .order_by(_team.c.id)
    )
    leads, members = Several("leads", pairs.where(_membership.c.leads)), Several("members", pairs)
    return Sheet("teams", query, (leads, members, Several("parts", of)))


def _metrics() -> Sheet:
    row = _metric.c
    query = select(
        row.id, row.name, row.unit, row.better, row.combine, _named(Metric, row.numerator_id, "numerator"),
        _named(Metric, row.denominator_id, "denominator"), _who(row.made_by, "made_by"), row.made_at,
    )  # fmt: skip
    return Sheet("metrics", query)


def _kpi_entries() -> Sheet:
    row = _entry.c
    query = select(
        row.id, _named(Metric, row.metric_id, "metric"), _who(row.person_id, "person"), row.day,
        row.zone.label("time_zone"), row.value, _named(Metric, row.metric_id, "unit", "unit"),
        row.value.is_(None).label("taken_back"), row.source, row.note,
        _named(DimensionValue, row.channel_id, "channel"),
        _named(DimensionValue, row.campaign_id, "campaign"), _named(DimensionValue, row.region_id, "region"),
        _who(row.logged_by, "logged_by"), row.logged_at,
    )  # fmt: skip
    pairs = select(_entry_team.c.entry_id, _team.c.name).join_from(_entry_team, _team).order_by(_entry_team.c.team_id)
    return Sheet("kpi_entries", query, (Several("teams", pairs),))


def _targets() -> Sheet:
    row = _target.c
    query = select(
        row.id, _named(Metric, row.metric_id, "metric"), row.period, _who(row.person_id, "person"),
        _named(Team, row.team_id, "team"), row.value, _named(Metric, row.metric_id, "unit", "unit"), row.note,
        _who(row.set_by, "set_by"), row.set_at, row.valid_from, row.private,
    )  # fmt: skip
    return Sheet("targets", query)


def _milestones() -> Sheet:
    row = _plan.c
    query = select(
        row.id, _named(Metric, row.metric_id, "metric"), row.year, _who(row.person_id, "person"),
        _named(Team, row.team_id, "team"), _who(row.set_by, "set_by"), row.set_at, row.valid_from,
    )  # fmt: skip
    marks = select(_milestone.c.plan_id, _milestone.c.percent).order_by(_milestone.c.plan_id, _milestone.c.month)
    months = select(_milestone.c.plan_id, _milestone.c.month).order_by(_milestone.c.plan_id, _milestone.c.month)
    return Sheet("milestones", query, (Several("months", months), Several("percents", marks)))


def _goals() -> Sheet:
    row, said = _goal.c, _remark.c
    sure = select(said.confidence).where(said.goal_id == row.id, said.confidence.is_not(None))
    query = select(
        row.id, row.sentence, _who(row.owner_id, "owner"), _named(Team, row.team_id, "team"), row.parent_id,
        _named(Metric, row.metric_id, "metric"), row.period, row.first, row.due, row.base, row.target, row.weight,
        row.state, _who(row.made_by, "made_by"), row.made_at, row.closed_at,
        sure.order_by(said.id.desc()).limit(1).scalar_subquery().label("confidence"),
    )  # fmt: skip
    comments = (
        select(said.goal_id, _person.c.name + ": " + said.text)
        .join_from(_remark, _person)
        .where(said.text.is_not(None))
        .order_by(said.id)
    )
    return Sheet("goals", query, (Several("comments", comments),))


def _revisions() -> Sheet:
    row = _revision.c
    query = select(
        row.id, _named(Metric, row.metric_id, "metric"), row.period, _who(row.person_id, "person"),
        _named(Team, row.team_id, "team"), row.goal_id, row.old_value, row.new_value, row.old_percents,
        row.new_percents, row.old_weight, row.new_weight, row.cause, row.reason, row.evidence, row.valid_from,
        row.state, _who(row.asked_by, "asked_by"), row.asked_at, _who(row.decided_by, "decided_by"), row.decided_at,
        row.answer,
    )  # fmt: skip
    return Sheet("revisions", query)


def _kudos_sheet() -> Sheet:
    row = _kudos.c
    query = select(
        row.id, _who(row.giver_id, "giver"), row.reason, row.points, _named(Channel, row.channel_id, "channel"),
        row.day, row.given_at, row.undone_at, row.private, row.picture,
    )  # fmt: skip
    # Points that were changed have further lines, and what was taken back too: the first one names a receiver.
    first = select(func.min(_points.c.id)).group_by(_points.c.kudos_id, _points.c.person_id)
    receivers = (
        select(_points.c.kudos_id, _person.c.name)
        .join_from(_points, _person, _points.c.person_id == _person.c.id)
        .where(_points.c.kudos_id.is_not(None), _points.c.id.in_(first))
        .order_by(_points.c.id)
    )
    values = select(_kudos_value.c.kudos_id, _kudos_value.c.value).order_by(_kudos_value.c.kudos_id)
    return Sheet("kudos", query, (Several("receivers", receivers), Several("values", values)))


def _honours() -> Sheet:
    row = table(Honour).c
    query = select(
        row.id, _who(row.person_id, "person"), _named(Team, row.team_id, "team"), row.title, row.period, row.given_at
    )
    return Sheet("honours", query)


def _praise_sheet() -> Sheet:
    row, of = _praise.c, _praised.c
    query = select(
        row.id, row.customer, row.text, row.score, row.score_of, row.proof, _who(row.by_id, "by"), row.handed_in_at,
        row.state, _who(row.decided_by, "decided_by"), row.decided_at, row.answer,
    )  # fmt: skip
    people = select(of.praise_id, _person.c.name).join_from(_praised, _person)
    several = (
        Several("praised", people.order_by(of.person_id)),
        Several("points", select(of.praise_id, of.points).where(of.points.is_not(None)).order_by(of.person_id)),
        Several("privileges", select(of.praise_id, of.privilege).where(of.privilege != "").order_by(of.person_id)),
    )
    return Sheet("praise", query, several)


def _meetings() -> Sheet:
    row = _meeting.c
    query = select(
        row.id, row.title, _who(row.owner_id, "owner"), _named(Channel, row.channel_id, "channel"),
        _named(Team, row.team_id, "team"), row.state, row.planned_day, row.planned_at, row.zone.label("time_zone"),
        row.timebox.label("minutes_planned"), row.made_at, row.started_at, row.ended_at,
        _minutes.c.text.label("minutes"), _who(_minutes.c.taker_id, "minutes_by"), _minutes.c.shared_at,
        row.kind, row.goal, row.series_id,
    ).select_from(_meeting.outerjoin(_minutes))  # fmt: skip
    return Sheet("meetings", query)


def _decisions() -> Sheet:
    row = _decision.c
    query = select(row.id, row.meeting_id, _named(Meeting, row.meeting_id, "meeting", "title"), row.what, row.line)
    return Sheet("decisions", query.where(row.removed.is_(False)))


def _action_items() -> Sheet:
    row = _item.c
    query = select(
        row.id, _who(row.owner_id, "owner"), row.what, row.due_day, row.due_at, row.due_zone.label("time_zone"),
        row.state, row.origin, row.meeting_id, _who(row.maker_id, "made_by"), _who(row.overseer_id, "overseer"),
        _named(Channel, row.channel_id, "channel"), row.unclear, row.remark, row.made_at, row.closed_at,
        row.priority, row.after_id, row.part_of_id,
    )  # fmt: skip
    helpers = select(_helper.c.item_id, _person.c.name).join_from(_helper, _person).order_by(_helper.c.person_id)
    return Sheet("action_items", query, (Several("helpers", helpers),))


def _standups() -> Sheet:
    row = _answer.c
    query = select(
        row.id, _run.c.day, _named(Team, _standup.c.team_id, "team"), _who(row.person_id, "person"), row.prompted_at,
        row.answered_at, row.yesterday, row.today, _standup.c.name.label("standup"), row.more.label("more_answers"),
    ).select_from(
        _answer.join(_run, row.run_id == _run.c.id).join(_standup, and_(_run.c.standup_id == _standup.c.id))
    )  # fmt: skip
    blockers = select(_blocker.c.entry_id, _blocker.c.text).order_by(_blocker.c.id)
    return Sheet("standups", query, (Several("blockers", blockers),))


def _audit_sheet() -> Sheet:
    row = _audit.c
    query = select(
        row.id, row.at, _who(row.person_id, "person"), row.command, row.arguments,
        _named(Channel, row.channel_id, "channel"),
    )  # fmt: skip
    return Sheet("audit", query)


def sheets() -> Iterator[Sheet]:
    """Every sheet, ordered by id."""
    made = (
        _people, _leave, _teams, _metrics, _kpi_entries, _targets, _milestones, _goals, _revisions, _kudos_sheet,
        _praise_sheet, _honours, _meetings, _decisions, _action_items, _standups, _audit_sheet,
    )  # fmt: skip
    for make in made:
        sheet = make()
        yield Sheet(sheet.name, sheet.query.order_by(sheet.query.selected_columns[0]), sheet.several)
