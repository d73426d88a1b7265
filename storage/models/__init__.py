"""SQLModel tables, a module a feature; importing this package knows them all."""

from storage.models import alerts as alerts
from storage.models import awards as awards
from storage.models import base as base
from storage.models import board as board
from storage.models import goals as goals
from storage.models import kpi as kpi
from storage.models import local as local
from storage.models import meetings as meetings
from storage.models import messaging as messaging
from storage.models import people as people
from storage.models import praise as praise
from storage.models import projects as projects
from storage.models import recognition as recognition
from storage.models import review as review
from storage.models import standup as standup
from storage.models import team as team
from storage.models import timing as timing
from storage.models import todo as todo
