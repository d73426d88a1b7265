"""Enums shared by rows and rules."""

from enum import StrEnum


class Right(StrEnum):
    """What one may do. ``lead`` comes and goes with leading a team; ``hr`` has a member's rights."""

    MEMBER = "member"
    HR = "hr"
    LEAD = "lead"
    MANAGER = "manager"
    ADMIN = "admin"

    def includes(self, other: "Right") -> bool:
        """Whether this right is the other or more."""
        return _RANK[self] >= _RANK[other]


_RANK = {Right.MEMBER: 0, Right.HR: 0, Right.LEAD: 1, Right.MANAGER: 2, Right.ADMIN: 3}


class OutboxState(StrEnum):
    """Where a row of the outbox stands."""

    READY = "ready"
    SENT = "sent"
    DEAD = "dead"


class UnitState(StrEnum):
    """Where a piece of scheduled work stands; ``dropped`` came too late to be of use."""

    PENDING = "pending"
    DONE = "done"
    DROPPED = "dropped"
    FAILED = "failed"


class QuestionState(StrEnum):
    """Where an open question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """What one's work is (methods.md T1 and, for sales, K1); nothing to do with rights."""

    ANALYST = "analyst"
    CONTENT = "content"
    CHANNEL = "channel"
    CUSTOMER = "customer"
    SALES = "sales"


class ItemState(StrEnum):
    """Where an action item stands; ``cannot`` waits for whoever made it, ``done`` and ``dropped`` are closed."""

    OPEN = "open"
    PROGRESS = "progress"
    CANNOT = "cannot"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def closed(self) -> bool:
        """Whether nothing more is to come."""
        return self in (ItemState.DONE, ItemState.DROPPED)


class Priority(StrEnum):
    """How urgent an action item is among those due on the same day."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def rank(self) -> int:
        """Its place in a list, the most urgent first."""
        return tuple(Priority).index(self)


class Better(StrEnum):
    """Which way a metric is to move."""

    HIGHER = "higher"
    LOWER = "lower"


class Combine(StrEnum):
    """How a metric's values make one figure (methods.md K3); a ratio is one of sums, never a mean of rates."""

    SUM = "sum"
    AVERAGE = "average"
    LAST = "last"
    RATIO = "ratio"


class Dimension(StrEnum):
    """What an entry may say of where its value comes from."""

    CHANNEL = "channel"
    CAMPAIGN = "campaign"
    REGION = "region"


class Span(StrEnum):
    """What a row of the rollup takes together."""

    DAY = "day"
    MONTH = "month"


class EntrySource(StrEnum):
    """How an entry came in."""

    TYPED = "typed"
    IMPORT = "import"


class EntryChangeKind(StrEnum):
    """What happened to an entry's value."""

    LOG = "log"
    FIX = "fix"
    UNDO = "undo"


class MeetingState(StrEnum):
    """Where a meeting stands; one of minutes alone has ``ended``."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"


class MeetingKind(StrEnum):
    """What a meeting is for; each has the length it is best kept within (methods.md M2)."""

    STANDUP = "standup"
    WEEKLY = "weekly"
    RETRO = "retro"
    ONE = "one"
    CROSS = "cross"
    OWN = "own"


class MinutesState(StrEnum):
    """Where minutes stand: lines gathered while the meeting runs, waiting to be confirmed, shared."""

    GATHERING = "gathering"
    WAITING = "waiting"
    SHARED = "shared"


class ExtractionState(StrEnum):
    """Where the asking of the extractor stands; what is ``answered`` waits to be offered to the minute-taker."""

    ASKED = "asked"
    ANSWERED = "answered"
    DONE = "done"
    FAILED = "failed"


class ProposalKind(StrEnum):
    """What a proposal adds to minutes; a ``mend`` is what an item that the rules have read lacks."""

    ACTION = "action"
    DECISION = "decision"
    MEND = "mend"


class ProposalState(StrEnum):
    """Where a proposal stands: offered, taken into the minutes, or left out."""

    OPEN = "open"
    TAKEN = "taken"
    LEFT = "left"


class Cause(StrEnum):
    """Why a target, its milestones or a goal's weight is to change (methods.md K5); only an internal one is the team's
    own doing."""

    POLICY = "policy"
    COMPETITOR = "competitor"
    OTHER = "other"
    INTERNAL = "internal"


class RevisionState(StrEnum):
    """Where a revision stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # who asked, or whose target it is, was forgotten


class GoalState(StrEnum):
    """Where a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    MISSED = "missed"
    DROPPED = "dropped"


class Watched(StrEnum):
    """What an alert looks at: the figure itself, or how it moved since the period before."""

    LEVEL = "level"
    RELATIVE = "relative"
    POINTS = "points"


class Side(StrEnum):
    """The side of its limit on which an alert speaks; of a movement: up or down."""

    ABOVE = "above"
    BELOW = "below"


class Every(StrEnum):
    """Over how long a figure is taken."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class AwardState(StrEnum):
    """Where an award stands; once ``open`` nothing of it changes but the ballots."""

    NOMINATING = "nominating"
    OPEN = "open"
    CLOSED = "closed"


class PraiseState(StrEnum):
    """Where a customer's praise stands; ``withdrawn`` by whoever handed it in, or approved it and took that back."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
