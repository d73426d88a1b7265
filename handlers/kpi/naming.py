"""What a metric is called, and whether it still takes values: neither changes what was logged."""

from __future__ import annotations

from handlers.kit.context import Ctx
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Button, Code, say
from handlers.kpi import book, cards
from handlers.kpi.book import as_metric
from handlers.kpi.rules import Metric, fold, name_fault
from storage.repos import kpi as repo

MOST_ALIASES = 12


def rename(ctx: Ctx, metric: Metric, name: str) -> Metric:
    """Calls a metric by another name; the one before stays as an alias, so that old lines still work."""
    new = _free(ctx, metric, name)
    if new == metric.name:
        raise BadInput("new", say("kpi-name-same", name=new), Code(f"/kpi rename {metric.name} new name"))
    row = repo.get_metric(ctx.session, metric.id)
    kept = [alias for alias in (*metric.aliases, metric.name) if fold(alias) != fold(new)]
    row.name, row.folded, row.aliases = new, fold(new), kept[-MOST_ALIASES:]
    return as_metric(repo.put_metric(ctx.session, row))


def alias(ctx: Ctx, metric: Metric, name: str) -> Metric:
    """Gives a metric one more name."""
    new = _free(ctx, metric, name)
    if fold(new) in {fold(there) for there in (metric.name, *metric.aliases)}:
        raise BadInput("also", say("kpi-alias-there", name=metric.name, alias=new), Code(f"/kpi log {new} 12"))
    if len(metric.aliases) >= MOST_ALIASES:
        raise Refused(say("kpi-alias-many", name=metric.name, count=MOST_ALIASES))
    return _aliased(ctx, metric, (*metric.aliases, new))


def unalias(ctx: Ctx, metric: Metric, name: str) -> Metric:
    """Takes a further name away."""
    kept = tuple(alias for alias in metric.aliases if fold(alias) != fold(name))
    if kept == metric.aliases:
        raise BadInput("also", say("kpi-alias-not", name=metric.name, alias=name), Code(f"/kpi alias {metric.name}"))
    return _aliased(ctx, metric, kept)


def _aliased(ctx: Ctx, metric: Metric, aliases: tuple[str, ...]) -> Metric:
    row = repo.get_metric(ctx.session, metric.id)
    row.aliases = list(aliases)
    return as_metric(repo.put_metric(ctx.session, row))


def _free(ctx: Ctx, metric: Metric, said: str) -> str:
    """A name that a metric can bear and no other does."""
    name = " ".join(said.split())
    if (fault := name_fault(name)) is not None:
        raise BadInput("new", say(fault, bad=name))
    other = book.by_spelling(book.metrics(ctx)).get(fold(name), metric)
    if other.id != metric.id:
        raise BadInput("new", say("kpi-name-taken", name=name, other=other.name), Code(f"/kpi show {other.name}"))
    return name


def retire(ctx: Ctx, metric: Metric) -> Metric:
    """A metric takes no values any more; its figures stay. Not while a ratio in use is made of it."""
    if metric.retired:
        raise Refused(say("kpi-retired-already", name=metric.name), (cards.restore_button(metric),))
    above = next(
        (m for m in book.metrics(ctx).values() if metric.id in m.parts and m != metric and not m.retired), None
    )
    if above is not None:
        first = Button(say("kpi-retire-this", name=above.name), f"/kpi retire {above.name}")
        raise Refused(say("kpi-retire-part", name=metric.name, ratio=above.name), (first,))
    row = repo.get_metric(ctx.session, metric.id)
    row.retired_at = ctx.now
    return as_metric(repo.put_metric(ctx.session, row))


def restore(ctx: Ctx, metric: Metric) -> Metric:
    """A retired metric takes values again."""
    if not metric.retired:
        raise Refused(say("kpi-not-retired", name=metric.name))
    known = book.metrics(ctx)
    for one in {metric.id, *metric.parts}:  # a ratio without its parts would stand still
        if known[one].retired:
            row = repo.get_metric(ctx.session, one)
            row.retired_at = None
            repo.put_metric(ctx.session, row)
    return as_metric(repo.get_metric(ctx.session, metric.id))


def require_in_use(metric: Metric) -> None:
    """Refuses a value for a metric that takes none any more."""
    if metric.retired:
        raise Refused(say("kpi-retired", name=metric.name), (cards.restore_button(metric),))
