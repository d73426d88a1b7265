"""Two kinds of import contract that import-linter does not bring, for patterns in which each folder is its own owner.

``sees_only``: of what ``of`` names, a module that matches ``importers`` imports directly only what ``allowed`` names.
``{name}`` in ``importers`` stands for one part of a dotted name and may be used again in ``allowed``; ``*`` stands for
any run of characters inside a part. A pattern covers a module and all below it.

``feature_layers``: import-linter's layers inside every folder of a package, except those named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.layers import LayersContract
from importlinter.domain.imports import ModuleExpression

_HOLE = re.compile(r"\\\{(\w+)\\\}")


def covering(pattern: str, given: dict[str, str] | None = None) -> re.Pattern[str]:
    """A dotted pattern as an expression; holes that ``given`` fills are literal, others become groups."""
    for name, value in (given or {}).items():
        pattern = pattern.replace("{" + name + "}", value)
    return _expression(pattern)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    escaped = re.escape(pattern).replace(r"\*", "[^.]*")
    return re.compile(_HOLE.sub(r"(?P<\1>[^.]+)", escaped) + r"(?:\..*)?")


def _any(patterns: Collection[str], module: str, given: dict[str, str] | None = None) -> bool:
    return any(covering(pattern, given).fullmatch(module) for pattern in patterns)


class SeesOnly(Contract):
    """Direct imports only: what another's api goes on to use is that one's own affair."""

    type_name = "sees_only"

    importers = fields.ListField(subfield=fields.StringField())
    but_not = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    of = fields.ListField(subfield=fields.StringField())
    allowed = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Kept if no module of ``importers`` reaches past ``allowed``."""
        output.verbose_print(verbose, f"Looking at {len(graph.modules)} modules...")
        illegal = sorted(self._illegal(graph))
        return ContractCheck(kept=not illegal, metadata={"illegal": illegal})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line an import, as ``importer -> imported``."""
        for importer, imported in check.metadata["illegal"]:
            output.print_error(f"{importer} -> {imported}", bold=False)
        output.new_line()

    def _illegal(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        for importer in graph.modules:
            holes = self._holes(importer)
            if holes is None:
                continue
            for imported in graph.find_modules_directly_imported_by(importer):
                of, allowed = cast("Any", self.of), cast("Any", self.allowed)
                if _any(of, imported) and not _any(allowed, imported, holes):
                    yield importer, imported

    def _holes(self, module: str) -> dict[str, str] | None:
        """What the first matching pattern's holes stand for; None if the contract does not speak of the module."""
        if _any(cast("Any", self.but_not), module):
            return None
        for pattern in cast("Any", self.importers):
            if found := covering(pattern).fullmatch(module):
                return found.groupdict()
        return None


class FeatureLayers(LayersContract):
    """Layers in each package below ``within`` that ``but_not`` does not name, found when checked."""

    type_name = "feature_layers"

    within = fields.StringField()
    but_not = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """The layers' own check, on the folders that are there now."""
        folders = {child for child in graph.find_children(cast("Any", self.within)) if graph.find_children(child)}
        features = sorted(folders - set(cast("Any", self.but_not)))
        if not features:
            return ContractCheck(kept=True)
        vars(self)["containers"] = [ModuleExpression(feature) for feature in features]
        return super().check(graph, verbose)
