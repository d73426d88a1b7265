"""Rules of meetings, pure: what minutes say, what becomes of it when they are corrected, how long meetings take."""

from handlers.meetings.rules.changes import pair as pair
from handlers.meetings.rules.entries import Action as Action
from handlers.meetings.rules.entries import Decision as Decision
from handlers.meetings.rules.entries import Minutes as Minutes
from handlers.meetings.rules.entries import Rest as Rest
from handlers.meetings.rules.entries import Somebody as Somebody
from handlers.meetings.rules.marks import HASHTAG as HASHTAG
from handlers.meetings.rules.meeting import AGENDA as AGENDA
from handlers.meetings.rules.meeting import LETTER as LETTER
from handlers.meetings.rules.meeting import TIMEBOXES as TIMEBOXES
from handlers.meetings.rules.meeting import WARN_AT as WARN_AT
from handlers.meetings.rules.meeting import AgendaWanted as AgendaWanted
from handlers.meetings.rules.meeting import Meeting as Meeting
from handlers.meetings.rules.meeting import Record as Record
from handlers.meetings.rules.meeting import Task as Task
from handlers.meetings.rules.meeting import agenda_lines as agenda_lines
from handlers.meetings.rules.meeting import closest as closest
from handlers.meetings.rules.meeting import day_ahead as day_ahead
from handlers.meetings.rules.meeting import point_lengths as point_lengths
from handlers.meetings.rules.reading import headline as headline
from handlers.meetings.rules.reading import read as read
from handlers.meetings.rules.rhythm import SERIES as SERIES
from handlers.meetings.rules.rhythm import Rhythm as Rhythm
from handlers.meetings.rules.rhythm import Series as Series
from handlers.meetings.rules.rhythm import Went as Went
from handlers.meetings.rules.rhythm import turn as turn
