"""The feature's own kinds of argument: receivers, reasons, points, values, a period or a place on the board."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.context import Scene
from handlers.kit.errors import BadInput
from handlers.kit.inbound import MENTION_OPEN
from handlers.kit.kinds import PEOPLE, Kind, OneOf, Ref, plain, reader
from handlers.kit.messages import Choice, say
from handlers.kit.people import Person
from handlers.kit.periods import Period, read_period
from handlers.recognition import valuing
from handlers.recognition.rules.points import MOST_POINTS
from handlers.recognition.rules.reading import (
    EXAMPLE,
    Said,
    amount_ahead,
    read_change,
    read_points,
    read_said,
    read_value,
)
from handlers.recognition.rules.values import named
from handlers.team import api as team_api

_GROUPS = frozenset({"channel", "here", "everyone", "everybody", "all", "team", "group"})
_OFF = frozenset({"off", "none", "no", "不限", "无", "無", "关", "關", "关闭", "關閉", "取消", "下榜", "不上榜"})
_ON = frozenset({"on", "开", "開", "上榜", "恢复", "恢復"})
_GROUPS_HAN = ("所有人", "全体", "全體", "全员", "全員", "大家")


@dataclass(frozen=True, slots=True)
class _Receivers:
    """One or several people, with points before or between their names; never a whole group."""

    form: str = "person"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Person, ...], str]:
        """The people at the start of a text; points said on the way go to the rest."""
        found: dict[Person, None] = {}
        said: list[str] = []
        while True:
            amount, rest = amount_ahead(text)
            if found and not (amount and rest.startswith(("@", "＠", MENTION_OPEN))):
                return tuple(found), " ".join([*said, text]).strip()
            if not rest:
                raise BadInput("who", say("kudos-who-missing"), EXAMPLE)
            people, text = self._people(rest, scene)
            found |= dict.fromkeys(people)
            said += [amount] if amount else []

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Everybody else."""
        return tuple(c for c in PEOPLE.choices(scene) if c.label != scene.actor.name)

    def _people(self, text: str, scene: Scene) -> tuple[tuple[Person, ...], str]:
        try:
            return PEOPLE.take(text, scene)
        except BadInput as error:
            if _is_group(str(error.why.args.get("bad", "")), scene):
                raise BadInput("who", say("kudos-group"), EXAMPLE) from None
            raise


def _is_group(name: str, scene: Scene) -> bool:
    """Whether an unknown name is that of a whole group: everybody here, or a team."""
    folded = name.casefold().rstrip(",，、:：.。!！")
    teams = {team.name.casefold().split()[0] for team in team_api.all_teams(scene)}
    return folded in _GROUPS or folded.startswith(_GROUPS_HAN) or folded in teams


def _limit(text: str) -> int:
    """Points, or 0 for no limit."""
    return 0 if text.strip().casefold() in _OFF else min(read_points(text), MOST_POINTS)


class _Value:
    """A hashtag, with or without its hash; those that the actor's teams have defined are offered."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        """All of the text."""
        return read_value(plain(text, scene)), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The values of the actor's teams."""
        names = valuing.known(scene, (scene.actor.id,)).values()
        return tuple(Choice(name, f"#{name}") for name in names)


def _standing(text: str, scene: Scene) -> Period | bool:
    """A period, or whether to stand on the board."""
    said = text.strip().casefold()
    if said in _OFF or said in _ON:
        return said in _ON
    return read_period(text, scene.today)


RECEIVERS: Kind[tuple[Person, ...]] = _Receivers()
REASON: Kind[Said] = reader("long", lambda text, scene: read_said(plain(text, scene)))
CHANGE: Kind[Said] = reader("long", lambda text, scene: read_change(plain(text, scene)))
LIMIT: Kind[int] = reader("number", lambda text, _scene: _limit(text))
POINTS: Kind[int] = reader("number", lambda text, _scene: read_points(text))
VALUE: Kind[str] = _Value()
VALUES: Kind[tuple[str, ...]] = reader("text", lambda text, scene: tuple(map(read_value, named(plain(text, scene)))))
STANDING: Kind[Period | bool] = reader("text", _standing)
REF: Kind[int] = Ref("R")
RHYTHM: Kind[str] = OneOf(
    {
        "weekly": ("week", "每周", "每週", "周", "週"),
        "monthly": ("month", "每月", "月"),
        "quarterly": ("quarter", "每季", "每季度", "季"),
        "off": ("不再公布", *sorted(_OFF - {"off"})),
    },
    label="kudos-rhythm",
)
