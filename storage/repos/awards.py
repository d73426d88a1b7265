"""Queries on awards, their nominees, the roll and the ballots."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import delete, exists, update
from sqlmodel import Session, SQLModel, col, select

from storage.models.awards import Award, AwardNominee, AwardReason, AwardRoll, AwardTally
from storage.models.base import table
from storage.states import AwardState
from storage.traces import SEALED

_ROLL, _TALLY = table(AwardRoll), table(AwardTally)


def save(session: Session, row: SQLModel) -> None:
    """Keeps what was changed of a row, or a new one; its id is set."""
    session.add(row)
    session.flush()


def get(session: Session, award_id: int) -> Award | None:
    """An award by its number."""
    return session.get(Award, award_id)


def of_teams(session: Session, teams: Iterable[int]) -> Sequence[Award]:
    """The awards of some teams, newest first."""
    query = select(Award).where(col(Award.team_id).in_(list(teams)))
    return session.exec(query.order_by(col(Award.id).desc())).all()


def nominees(session: Session, award_id: int) -> Sequence[AwardNominee]:
    """The nominees of an award, by number."""
    query = select(AwardNominee).where(AwardNominee.award_id == award_id)
    return session.exec(query.order_by(col(AwardNominee.number))).all()


def reasons(session: Session, award_id: int) -> Sequence[AwardReason]:
    """Why they were nominated, oldest first."""
    query = select(AwardReason).where(AwardReason.award_id == award_id)
    return session.exec(query.order_by(col(AwardReason.id))).all()


def reasons_with(session: Session, person_id: int) -> Sequence[AwardReason]:
    """The reasons somebody gave, and those given for them."""
    theirs = (
        select(AwardReason.id)
        .join(
            AwardNominee,
            (col(AwardNominee.award_id) == AwardReason.award_id) & (col(AwardNominee.number) == AwardReason.number),
        )
        .where(AwardNominee.person_id == person_id)
    )
    query = select(AwardReason).where((col(AwardReason.by_id) == person_id) | col(AwardReason.id).in_(theirs))
    return session.exec(query).all()


def unname(session: Session, name: str, blanked: Callable[[str], str]) -> None:
    """Blanks a name in the titles and reasons that hold it."""
    for row in session.exec(select(Award).where(col(Award.title).contains(name, autoescape=True))).all():
        row.title = blanked(row.title)
        session.add(row)
    for reason in session.exec(select(AwardReason).where(col(AwardReason.text).contains(name, autoescape=True))).all():
        reason.text = blanked(reason.text)
        session.add(reason)
    session.flush()


def drop(session: Session, row: SQLModel) -> None:
    """Takes a row away."""
    session.delete(row)
    session.flush()


def of_person(session: Session, person_id: int) -> Sequence[Award]:
    """The awards somebody is nominated for."""
    theirs = select(AwardNominee.award_id).where(AwardNominee.person_id == person_id)
    return session.exec(select(Award).where(col(Award.id).in_(theirs)).order_by(col(Award.id))).all()


# --- the vote -------------------------------------------------------------------------------------


def begin_vote(session: Session, award_id: int, people: Iterable[int], numbers: Iterable[int]) -> None:
    """Lays out an empty roll and counts at nought."""
    _lay_out(session, award_id, dict.fromkeys(people, False), dict.fromkeys(((award_id, n) for n in numbers), 0))


def roll(session: Session, award_id: int) -> Mapping[int, bool]:
    """Who may vote, and whether they have."""
    rows = session.exec(select(AwardRoll).where(AwardRoll.award_id == award_id)).all()
    return {row.person_id: row.voted for row in rows}


def tally(session: Session, award_id: int) -> Mapping[int, int]:
    """The ballots of each nominee, by number."""
    rows = session.exec(select(AwardTally).where(AwardTally.award_id == award_id)).all()
    return {row.number: row.ballots for row in rows}


def cast(session: Session, award_id: int, person_id: int, number: int) -> bool:
    """Counts one ballot; False where the person may not vote, or no more. Two at once: the database lets one through,
    and the counter goes up where it stands, so that no ballot is lost."""
    voter = (_ROLL.c.award_id == award_id) & (_ROLL.c.person_id == person_id) & _ROLL.c.voted.is_(False)
    if session.execute(update(_ROLL).where(voter).values(voted=True).returning(_ROLL.c.person_id)).first() is None:
        return False
    counter = (_TALLY.c.award_id == award_id) & (_TALLY.c.number == number)
    session.execute(update(_TALLY).where(counter).values(ballots=_TALLY.c.ballots + 1))
    return True


def carry(session: Session, kept: int, gone: int) -> None:
    """Two people are found to be one: whoever of them has voted, the one has."""
    other = _ROLL.alias()
    voted = exists().where(other.c.award_id == _ROLL.c.award_id, other.c.person_id == gone, other.c.voted)
    session.execute(update(_ROLL).where(_ROLL.c.person_id == kept, voted).values(voted=True))


def merge(session: Session, award_id: int, kept: int, doubled: int) -> None:
    """Two numbers are one person's: the ballots, reasons and place of one go over to the other."""
    counter = select(_TALLY.c.ballots).where(_TALLY.c.award_id == award_id, _TALLY.c.number == doubled)
    more = counter.scalar_subquery()
    to = (_TALLY.c.award_id == award_id) & (_TALLY.c.number == kept)
    session.execute(update(_TALLY).where(to, counter.exists()).values(ballots=_TALLY.c.ballots + more))
    session.execute(delete(_TALLY).where(_TALLY.c.award_id == award_id, _TALLY.c.number == doubled))
    for row in reasons(session, award_id):
        if row.number == doubled:
            row.number = kept
            session.add(row)
    drop(session, session.get_one(AwardNominee, (award_id, doubled)))
    session.expire_all()


def seal(session: Session, award_id: int, *, counted: bool) -> None:
    """Writes roll and counts anew, in the order of people and numbers: what versions and places of rows would say of
    when who voted is gone, and after the commit what the database keeps of earlier states. Counts that are not to be
    known are dropped."""
    counts = {(row.award_id, row.number): row.ballots for row in session.exec(select(AwardTally)).all()}
    if not counted:
        counts = {key: ballots for key, ballots in counts.items() if key[0] != award_id}
    # All of them: SQLite wipes pages of a table that it empties; on others it can be seen where a count stood.
    session.execute(delete(_TALLY))
    _lay_out(session, award_id, roll(session, award_id), counts)
    session.info[SEALED] = True


def _lay_out(
    session: Session, award_id: int, voters: Mapping[int, bool], counts: Mapping[tuple[int, int], int]
) -> None:
    session.flush()
    session.execute(delete(_ROLL).where(_ROLL.c.award_id == award_id))
    session.expire_all()
    session.add_all(AwardRoll(award_id=award_id, person_id=one, voted=voters[one]) for one in sorted(voters))
    session.add_all(
        AwardTally(award_id=award, number=number, ballots=counts[award, number]) for award, number in sorted(counts)
    )
    session.flush()


def running(session: Session, award_id: int) -> bool:
    """Whether votes are taken."""
    row = get(session, award_id)
    return row is not None and row.state is AwardState.OPEN
