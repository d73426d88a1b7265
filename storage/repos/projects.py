"""Queries on projects, their teams, and what they need."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, SQLModel, col, select

from storage.models.projects import Project, ProjectNeed, ProjectTeam


def add(session: Session, row: Project, teams: Iterable[int]) -> Project:
    """A new project with its teams; its id is set."""
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all([ProjectTeam(project_id=row.id, team_id=team) for team in teams])
    session.flush()
    return row


def save(session: Session, row: SQLModel) -> None:
    """Keeps what was changed of a row, or a new one."""
    session.add(row)
    session.flush()


def every(session: Session) -> Sequence[Project]:
    """Every project, the oldest first."""
    return session.exec(select(Project).order_by(col(Project.id))).all()


def get(session: Session, project_id: int) -> Project:
    """A project that is known to be there."""
    return session.get_one(Project, project_id)


def teams(session: Session, project_id: int) -> Sequence[ProjectTeam]:
    """The teams of a project."""
    query = select(ProjectTeam).where(ProjectTeam.project_id == project_id)
    return session.exec(query.order_by(col(ProjectTeam.team_id))).all()


def contacts(session: Session, team_id: int) -> tuple[int, ...]:
    """The contacts a team has in projects that go on, the newest project's first."""
    query = (
        select(ProjectTeam.liaison_id)
        .join(Project, col(Project.id) == ProjectTeam.project_id)
        .where(ProjectTeam.team_id == team_id, col(Project.ended_at).is_(None))
        .order_by(col(Project.id).desc())
    )
    return tuple(person for person in session.exec(query) if person is not None)


def needs(session: Session, project_id: int) -> tuple[int, ...]:
    """The action items that a project's needs are, oldest first."""
    query = select(ProjectNeed.item_id).where(ProjectNeed.project_id == project_id)
    return tuple(session.exec(query.order_by(col(ProjectNeed.item_id))))
