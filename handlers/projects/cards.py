"""Projects as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    Day,
    Facts,
    Heading,
    Inline,
    Items,
    Note,
    card,
    say,
)
from handlers.kit.topics import Topic
from handlers.todo.api import Item, item_line

LIAISON = Topic("liaison", ("联络", "聯絡", "联络人", "聯絡窗口"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A project: its contact, its teams each with theirs, and what it needs."""

    name: str
    liaison: str
    teams: tuple[tuple[str, str | None], ...]
    ends: date | None
    ended: bool
    needs: tuple[tuple[Item, str], ...] = ()


def project_card(shown: Shown) -> Card:
    """A project in full."""
    rows: list[tuple[Inline, Inline]] = [(say("project-liaison"), shown.liaison)]
    if shown.teams:
        rows.append((say("project-teams"), Items(tuple(_team(*team) for team in shown.teams))))
    if shown.ends is not None:
        rows.append((say("project-until"), Day(shown.ends)))
    blocks: list[Block] = [Facts(tuple(rows))]
    if shown.needs:
        lines = tuple(item_line(item, who) for item, who in shown.needs)
        blocks += [Heading(say("project-needs")), Bullets(lines)]
    if shown.ended:
        return card(*blocks, Note(say("project-is-over")), title=shown.name)
    need = Button(say("project-button-need"), f'/project need "{shown.name}"')
    return card(*blocks, title=shown.name, buttons=(need,))


def _team(name: str, contact: str | None) -> Inline:
    return say("project-team", team=name, who=contact) if contact else name


def list_card(projects: Sequence[Shown]) -> Card:
    """Every project that goes on."""
    new = Button(say("cmd-project-new"), "/project new")
    if not projects:
        return card(say("project-none"), buttons=(new,))
    lines = tuple(say("project-line", name=p.name, who=p.liaison, needs=len(p.needs)) for p in projects)
    return card(Bullets(lines), title=say("word-project"), buttons=(new,))


def begun_card(shown: Shown) -> Card:
    """The answer to a new project."""
    made = project_card(shown)
    return card(*made.blocks, Note(say("project-retro-recurs")), title=made.title, buttons=made.buttons, tone="good")


def chosen_card(name: str, by: str, team: str | None) -> Card:
    """What hears whoever is a project's contact, or a team's in it."""
    words = say("project-you-are-team", by=by, team=team) if team else say("project-you-are", by=by)
    return card(words, Note(say("project-what-it-means")), title=name)


def needed_card(name: str, item: Item, who: str) -> Card:
    """The answer to a need."""
    return card(say("project-needed", who=who), item_line(item, who), title=name, tone="good")


def over_card(shown: Shown, retro: Inline) -> Card:
    """The answer to a project's end."""
    return card(say("project-over", retro=retro), title=shown.name, tone="good")


def given_card(by: str, team: str, items: Sequence[tuple[Item, str]]) -> Card:
    """What hears a team's contact when somebody of another team gave its people something to do."""
    lines = tuple(item_line(item, who) for item, who in items)
    mute = Button(say("project-button-mute"), f"/my mute {LIAISON.name}")
    return card(say("project-given", by=by, team=team), Bullets(lines), buttons=(mute,))
