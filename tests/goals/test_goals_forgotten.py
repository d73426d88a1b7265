"""Somebody is forgotten: their words and their name go from goals, revisions and figures; what was decided stays."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Session, select

from storage.models.goals import Goal, GoalRemark, Revision
from storage.models.kpi import Entry, EntryChange, Target
from storage.states import GoalState
from tests.dialog import MakeTalk, Talk

# alice leads Growth with bob and carol; boss manages, dan administers.
TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @carol",
    "alice: /kpi define leads",
    "boss: hello",
    "alice: /admin grant @boss manager",
    "alice: /kpi target leads 120 --period 2026 --for @bob",
    "alice: /kpi target leads 240 --period 2026 --for @carol",
    "carol: /kpi log leads 3 --note bob was away",
    "bob: /kpi log leads 2 --note my wife's shop",
    "carol: /goal add Increase leads from 10 to 20 by 30 June 2026 with bob",
    "bob: /goal add Increase leads from 10 to 30 by 30 June 2026 before I move",
    "carol: /goal comment G1 bob helps me",
    "bob: /goal comment G2 I am at home",
    "bob: /goal confidence G2 70",
    "bob: /goal revise leads 60 --because policy --reason I was ill --evidence see my letter --from 2026-03-01",
    "alice: /goal approve V1",
    "carol: /goal revise leads 90 --because policy --reason bob left us --evidence ask bob --from 2026-03-01",
    "alice: /goal reject V2 bob will be back",
)


def words(talk: Talk) -> str:
    """All that is kept of goals and figures."""

    def read(session: Session) -> str:
        rows = (
            row
            for kind in (Goal, GoalRemark, Revision, Target, Entry, EntryChange)
            for row in session.exec(select(kind))
        )
        return "\n".join(str(row.model_dump()) for row in rows)

    return talk.database.read(read)


def test_their_words_and_their_name_are_gone_and_the_figures_stay(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM, now="2026-01-05T12:00")
    theirs = ("bob", "my wife", "I move", "at home", "I was ill", "my letter")
    kept = words(talk)
    assert [word for word in theirs if word not in kept] == []
    talk("alice: /admin forget @bob --yes").answer.has("is forgotten")
    kept = words(talk)
    assert [word for word in theirs if word in kept] == []
    for word in ("— was away", "— helps me", "— left us", "ask —", "— will be back", "by 30 June 2026 with —"):
        assert word in kept

    def figures(session: Session) -> tuple[list[int], list[Decimal], list[GoalState]]:
        return (
            [row.confidence for row in session.exec(select(GoalRemark)) if row.confidence is not None],
            sorted(row.value for row in session.exec(select(Target))),
            [row.state for row in session.exec(select(Goal).order_by(Goal.id))],  # type: ignore[arg-type]
        )

    assert talk.database.read(figures) == (
        [70],
        [Decimal(60), Decimal(120), Decimal(240)],
        [GoalState.OPEN, GoalState.DROPPED],
    )
    talk("carol: /goal list").answer.lacks("bob", "I was ill")


def test_what_they_asked_for_waits_no_more(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM, now="2026-01-05T12:00")
    talk("bob: /goal revise leads 50 --because other --reason a fair is off --from 2026-03-01")
    talk("carol: /goal revise leads 80 --because other --reason a fair is off --from 2026-03-01")
    changed, told = talk("alice: /admin forget @bob --yes").to("@boss")
    assert changed.updates
    assert not changed.buttons
    told.has("Revision V3", "Withdrawn", "Nothing changes").lacks("bob", "a fair")
    talk("boss: /goal approve V3").answer.has("V3 is decided. Withdrawn")
    later = talk("! advance 7d")
    assert not [message for message in later if "V3" in message.text]
    assert [message for message in later.to("@boss") if "V4" in message.text], "carol's waits on"


def test_a_lead_without_a_manager_hears_who_decides(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM[:4], now="2026-01-05T12:00")
    talk("alice: /kpi target leads 90 --period 2026")
    line = "alice: /goal revise leads 80 --because other --reason a fair is off --from 2026-03-01"
    talk(line).answer.has("Nobody here may approve it but you", "/admin grant @who manager")
    talk("dan: hello")
    talk("alice: /admin grant @dan admin")
    talk("alice: /kpi target leads 9 --period 2026-02")
    asked = talk(f"{line.replace('80', '8').replace('03-01', '02-01')} --period 2026-02")
    asked.answer.has("No manager may decide it, so an administrator does: dan")
    talk("dan: /goal approve V2").answer.has("Approved by dan", "9 → 8")
