"""Rows of an export that come back: each has an entry's id, and is no new value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from handlers.kit.context import Scene
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, say
from handlers.kpi.rules import Metric
from handlers.team import api as team_api
from storage.models.kpi import Entry
from storage.repos import kpi as repo
from storage.repos.kpi import files

_CODE = re.compile(r"[kK](\d{1,18})", re.ASCII)


class Returning:
    """The entries that a file's ids name, as far as the actor may see them."""

    def __init__(self, scene: Scene, codes: Iterable[str]) -> None:
        self._scene = scene
        ids = [int(hit[1]) for code in codes if (hit := _CODE.fullmatch(code))]
        found = files.entries_by_id(scene.session, ids)
        seen = {person: team_api.sees(scene, person) for person in {entry.person_id for entry in found}}
        self._entries = {f"k{entry.id}": entry for entry in found if seen[entry.person_id]}

    def has(self, code: str, metric: Metric, day: date, value: Decimal) -> bool:
        """Whether a value is one that an entry has or had; what became of that entry stays.

        False where it is another entry's, as in another organisation. Raises ``BadInput`` where the value was changed
        in the file: that would count twice.
        """
        entry = self._entries.get(code.casefold())
        if entry is None or entry.metric_id != metric.id or entry.day != day:
            return False
        if entry.value == value or value in self._had(entry):
            return True
        fix = f"/kpi fix {code.upper()} {value:f}"
        raise BadInput("value", say("kpi-import-changed", id=code.upper(), fix=Code(fix)))

    def _had(self, entry: Entry) -> frozenset[Decimal | None]:
        return frozenset(change.new for change in repo.changes(self._scene.session, [entry.id or 0]))
