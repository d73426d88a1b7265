"""What the service hands to the cards: pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handlers.kit.messages import Msg
from handlers.kit.periods import Period
from handlers.kpi.rules import Attainment, Change, Metric
from storage.states import Dimension


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as people see it; ``value`` is None once it was taken back, ``names`` are its dimensions' values."""

    id: int
    metric: Metric
    person: int
    who: str
    value: Decimal | None
    day: date
    zone: str
    names: tuple[str, ...] = ()
    note: str | None = None

    @property
    def code(self) -> str:
        """``K12``."""
        return f"K{self.id}"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose figure it is: one's own, somebody else's, a team's, several teams' that share a target (``joint``)."""

    name: str
    person: int | None = None
    team: int | None = None
    own: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure of a period, and its target if there is one."""

    metric: Metric
    period: Period
    whose: Whose
    actual: Decimal | None
    target: Decimal | None = None
    attained: Attainment | None = None
    before: Decimal | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What logging, correcting or undoing did: the entry as it is now, its value before, and where its month stands.

    ``dated`` says that a day was named, ``by`` who did it.
    """

    entry: EntryView
    standing: Standing
    by: str
    own: bool
    old: Decimal | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class TargetSet:
    """A target and, where there was one before, what it was."""

    metric: Metric
    period: Period
    whose: Whose
    value: Decimal
    old: Decimal | None
    private: bool = False


@dataclass(frozen=True, slots=True)
class TargetStep:
    """A target's change: from one value to the next, by whom and when."""

    whose: Whose
    old: Decimal
    new: Decimal
    by: str
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a trend."""

    label: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class MetricReport:
    """One metric in a period: everybody asked for, against before and target, and the trend of the first."""

    metric: Metric
    parts: tuple[Metric, ...]
    period: Period
    rows: tuple[Standing, ...]
    part_values: tuple[Decimal | None, ...]
    running: bool
    steps: tuple[TargetStep, ...]
    trend: tuple[Point, ...]
    filters: tuple[tuple[Dimension, str], ...]
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class ByRow:
    """A part of a figure: of one channel, campaign, region or person; ``name`` is None where none was named."""

    name: str | None
    value: Decimal | None
    share: Decimal | None
    before: Decimal | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class ByReport:
    """A metric in parts."""

    metric: Metric
    period: Period
    whose: Whose
    by: str
    rows: tuple[ByRow, ...]
    whole: Decimal | None
    filters: tuple[tuple[Dimension, str], ...]
    running: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Several metrics of one person or team."""

    whose: Whose
    period: Period
    rows: tuple[Standing, ...]
    teams: tuple[str, ...] = ()
    running: bool = False


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An entry with every value it had; ``by`` is who logged it for its person, ``changed_by`` who last changed it."""

    entry: EntryView
    values: tuple[Decimal | None, ...]
    by: str | None
    changed_by: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A metric's entries, the newest days first, and how many there are in all; ``hidden`` are the teams whose entries
    only their own members see."""

    metric: Metric
    rows: tuple[HistoryRow, ...]
    count: int
    period: Period | None
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A metric with its parts, for the list."""

    metric: Metric
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """What a file holds of a metric; ``total`` where its values add up."""

    metric: Metric
    count: int
    people: int
    first: date
    last: date
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds: ``new`` values and those ``there`` already, rows beyond reason; ``id`` None with none new."""

    id: int | None
    name: str
    lines: tuple[PreviewLine, ...]
    new: int
    there: int
    odd: tuple[tuple[int, Msg], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken from a file."""

    name: str
    new: int
    there: int
    people: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What is on its way: whose entries, how many, of which period and metrics (none named: all); ``name`` is None
    where there are none to send, ``hidden`` are teams whose entries only their own members get."""

    name: str | None
    whose: tuple[Whose, ...]
    period: Period
    metrics: tuple[Metric, ...]
    count: int
    hidden: tuple[str, ...] = ()
