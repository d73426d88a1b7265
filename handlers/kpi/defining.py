"""How metrics come to be: one at a time, or those of a role at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.kit.context import Ctx
from handlers.kit.errors import BadInput
from handlers.kit.messages import Button, Code, say
from handlers.kit.units import CURRENCIES, NUMBER, PERCENT, PERMILLE
from handlers.kpi import api, book, cards
from handlers.kpi.book import as_metric
from handlers.kpi.kinds import home_currency
from handlers.kpi.rules import Metric, fold, name_fault
from handlers.kpi.templates import MONEY, ROLE_TEMPLATES, TEMPLATES, Template
from storage.models.kpi import Metric as MetricRow
from storage.repos import kpi as repo
from storage.states import Better, Combine, Role


@dataclass(frozen=True, slots=True)
class Wanted:
    """A definition as it was said; what was left out is None."""

    name: str
    unit: str | None = None
    better: str | None = None
    combine: str | None = None
    of: tuple[Metric, Metric] | None = None
    roles: tuple[Role, ...] = ()
    places: int | None = None


def define(ctx: Ctx, wanted: Wanted, *, again: bool = False) -> Metric:
    """Makes a metric; ``again`` changes one of that name, as far as what was logged or set for it allows."""
    name = " ".join(wanted.name.split())
    if (fault := name_fault(name)) is not None:
        raise BadInput("name", say(fault, bad=name))
    metric = _completed(replace(wanted, name=name))
    known = book.metrics(ctx)
    there = next((m for m in known.values() if fold(name) in map(fold, (m.name, *m.aliases))), None)
    if there is None:
        return _made(ctx, metric)
    if again and _may_become(ctx, there, metric):
        return _redefine(ctx, there.id, metric)
    raise _exists(ctx, there, metric, known)


def _completed(wanted: Wanted) -> Metric:
    """The definition with its defaults: number, higher, sum; percent: last; with two parts: their ratio."""
    unit = wanted.unit or (_unit_of(*wanted.of) if wanted.of else NUMBER)
    usual = Combine.LAST if unit in (PERCENT, PERMILLE) else Combine.SUM
    combine = Combine(wanted.combine) if wanted.combine else Combine.RATIO if wanted.of else usual
    if combine is Combine.RATIO and wanted.of is None:
        raise BadInput("of", say("kpi-of-missing", name=wanted.name), say("kpi-of-example"))
    if combine is not Combine.RATIO and wanted.of is not None:
        raise BadInput("combine", say("kpi-of-only-ratio"), say("kpi-of-example"))
    top, bottom = _parts(wanted.of) if wanted.of else (None, None)
    better = Better(wanted.better or Better.HIGHER)
    return Metric(0, wanted.name, unit, better, combine, top, bottom, wanted.roles, places=wanted.places)


def _may_become(ctx: Ctx, there: Metric, metric: Metric) -> bool:
    """Whether what was logged and set, if anything was, still means the same."""
    parts = metric.parts if metric.combine is Combine.RATIO else (there.id,)
    same = (there.unit, there.combine, there.parts) == (metric.unit, metric.combine, parts)
    return same or not repo.in_use(ctx.session, there.id)


def _parts(of: tuple[Metric, Metric]) -> tuple[int, int]:
    top, bottom = of
    ratio = next((part for part in of if part.combine is Combine.RATIO), None)
    if ratio is not None:
        raise BadInput("of", say("kpi-of-ratio", bad=ratio.name), say("kpi-of-example"))
    if top.id == bottom.id:
        raise BadInput("of", say("kpi-of-same", bad=top.name), say("kpi-of-example"))
    return top.id, bottom.id


def _unit_of(top: Metric, bottom: Metric) -> str:
    """Money for each thing is money; everything else is a plain number unless a unit is named."""
    return top.unit if top.unit in CURRENCIES and bottom.unit == NUMBER else NUMBER


def _made(ctx: Ctx, metric: Metric) -> Metric:
    made = as_metric(repo.put_metric(ctx.session, _row(ctx, metric)))
    ctx.publish(api.MetricMade(made))
    return made


def _row(ctx: Ctx, metric: Metric) -> MetricRow:
    return MetricRow(
        name=metric.name, folded=fold(metric.name), template=metric.template, unit=metric.unit, better=metric.better,
        combine=metric.combine, numerator_id=metric.numerator, denominator_id=metric.denominator,
        roles=[role.value for role in metric.roles], places=metric.places, made_by=ctx.actor.id, made_at=ctx.now,
    )  # fmt: skip


def _redefine(ctx: Ctx, metric_id: int, metric: Metric) -> Metric:
    row = repo.get_metric(ctx.session, metric_id)
    kept = {"id", "name", "folded", "template", "aliases", "retired_at"}
    row.sqlmodel_update(_row(ctx, metric).model_dump(exclude=kept))
    return as_metric(repo.put_metric(ctx.session, row))


def _exists(ctx: Ctx, there: Metric, metric: Metric, known: book.Metrics) -> BadInput:
    """What is there; where nothing hangs on it yet, a button makes it what was just said."""
    why = say("kpi-exists", name=there.name, what=cards.definition(there, known))
    said = replace(
        metric, id=there.id, name=there.name, template=there.template, aliases=there.aliases, retired=there.retired
    )
    if said == there or not _may_become(ctx, there, metric):
        return BadInput("name", why, Code(f"/kpi show {there.name}"))
    words = [f"/kpi define {metric.name} --unit {metric.unit} --better {metric.better} --combine {metric.combine}"]
    if metric.combine is Combine.RATIO:
        words.append(f'--of "{" / ".join(known[part].name for part in metric.parts)}"')
    if metric.roles:
        words.append(f"--roles {','.join(metric.roles)}")
    if metric.places is not None:
        words.append(f"--precision {metric.places}")
    change = Button(say("kpi-define-again"), " ".join([*words, "--again yes"]))
    return BadInput("name", why, Code(f"/kpi show {there.name}"), (change,))


# --- ready-made ones ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Adopted:
    """What adopting a role's metrics made, and which of them were there."""

    made: tuple[Metric, ...]
    there: tuple[Metric, ...]


def adopt(ctx: Ctx, roles: Iterable[Role]) -> Adopted:
    """Makes the ready-made metrics of roles, named in the language of whoever asks; what is there already is kept."""
    made: list[Metric] = []
    there: list[Metric] = []
    for role in roles:
        for key in ROLE_TEMPLATES[role]:
            known = book.metrics(ctx)
            metric = _there(ctx, known, key)
            if metric is not None:
                there += [metric] if metric not in made + there else []
                _offer_to(ctx, metric, role)
            elif (metric := _from_template(ctx, known, TEMPLATES[key], role)) is not None:
                made.append(metric)
    return Adopted(tuple(made), tuple(there))


def _there(ctx: Ctx, known: book.Metrics, key: str) -> Metric | None:
    """The metric that was made from a template, or else bears its name."""
    name = fold(TEMPLATES[key].name(ctx.language))
    named = next((m for m in known.values() if fold(m.name) == name), None)
    return next((m for m in known.values() if m.template == key), named)


def _from_template(ctx: Ctx, known: book.Metrics, template: Template, role: Role) -> Metric | None:
    """The metric; None where a part of a ratio is itself a ratio here."""
    found = [_there(ctx, known, key) for key in template.of or ()]
    if any(part is None or part.combine is Combine.RATIO for part in found):
        return None
    top, bottom = [part.id for part in found if part is not None] or (None, None)
    unit = home_currency(ctx) if template.unit == MONEY else template.unit
    name = template.name(ctx.language)
    metric = Metric(0, name, unit, template.better, template.combine, top, bottom, (role,), template.key)
    return _made(ctx, metric)


def _offer_to(ctx: Ctx, metric: Metric, role: Role) -> None:
    if role not in metric.roles:
        row = repo.get_metric(ctx.session, metric.id)
        row.roles = [*(row.roles or ()), role.value]
        repo.put_metric(ctx.session, row)
