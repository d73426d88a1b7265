"""Rules of meetings, pure: what minutes say, and how long meetings take."""

from handlers.meetings.rules.entries import Action as Action
from handlers.meetings.rules.entries import Decision as Decision
from handlers.meetings.rules.entries import Minutes as Minutes
from handlers.meetings.rules.entries import Rest as Rest
from handlers.meetings.rules.entries import Somebody as Somebody
from handlers.meetings.rules.reading import read as read
