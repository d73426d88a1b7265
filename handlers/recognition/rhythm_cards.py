"""What a team hears of its kudos by the clock, as cards; names, never pings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from handlers.kit.messages import (
    Bullets,
    Button,
    Card,
    Chart,
    Code,
    Facts,
    Heading,
    Inline,
    Items,
    Moment,
    Note,
    PeriodName,
    Series,
    card,
    say,
)
from handlers.kit.periods import Period
from handlers.recognition.rules.points import Place, shortened
from handlers.recognition.rules.rhythm import LINES, Honours, Story
from storage.states import Every


def digest_card(team: str, stories: Sequence[Story], names: Mapping[str, str]) -> Card:
    """What people were thanked for this week, and how often each value was named; ``names`` are the team's values."""
    lines = tuple(_line(story) for story in stories[-LINES:])
    more = Note(say("kudos-digest-more", count=len(stories) - LINES)) if len(stories) > LINES else None
    counted = Counter(value for story in stories for value in story.values)
    values = tuple(
        say("kudos-digest-value", hashtag=f"#{names.get(value, value)}", count=count)
        for value, count in counted.most_common()
    )
    named = Note(say("kudos-digest-values", values=Items(values))) if values else None
    give = Button(say("kudos-thank-button"), "/kudos")
    return card(Bullets(lines), more, named, title=say("kudos-digest-title", team=team), buttons=(give,), tone="good")


def ceremony_card(honours: Honours) -> Card:
    """Who stands out in a period, drawn where there are several, and what for."""
    title = say("kudos-ceremony-title", team=honours.team, period=PeriodName(honours.period.code))
    places = Bullets(tuple(_place(place) for place in honours.most))
    values = tuple(
        (f"#{name}", say("kudos-ceremony-value", who=Items(who), points=points))
        for name, who, points in honours.by_value
    )
    stories = tuple(_line(story) for story in honours.stories)
    return card(
        say("kudos-ceremony-count", count=honours.count) if honours.count else None,
        Heading(say("kudos-ceremony-most")),
        places,
        _drawn(honours, title) if len(honours.most) > 1 else None,
        *((Heading(say("kudos-ceremony-values")), Facts(values)) if values else ()),
        *((Heading(say("kudos-ceremony-stories")), Bullets(stories)) if stories else ()),
        title=title,
        buttons=(Button(say("kudos-thank-button"), "/kudos"),),
        tone="good",
    )


def rhythm_card(team: str, coming: tuple[Every, datetime, Period] | None, zone: str, *, may_set: bool) -> Card:
    """When a team's next ceremony is, and what it looks back on."""
    title = say("kudos-rhythm-title", team=team)
    how = Note(say("kudos-rhythm-how", example=Code("/kudos ceremony monthly --day 1 --at 16:00")))
    if coming is None:
        offers = tuple(
            Button(say(f"kudos-rhythm-{name}"), f'/kudos ceremony {name} --team "{team}"') for name in NAMES.values()
        )
        return card(say("kudos-rhythm-none"), how if may_set else None, title=title, buttons=offers if may_set else ())
    every, at, period = coming
    facts = (
        (say("kudos-rhythm-every"), say(f"kudos-rhythm-{NAMES[every]}")),
        (say("kudos-rhythm-next"), Moment(at, zone)),
        (say("kudos-rhythm-about"), PeriodName(period.code)),
    )
    off = Button(say("kudos-rhythm-off"), f'/kudos ceremony off --team "{team}"')
    return card(Facts(facts), how if may_set else None, title=title, buttons=(off,) if may_set else ())


NAMES: Mapping[Every, str] = {Every.WEEK: "weekly", Every.MONTH: "monthly", Every.QUARTER: "quarterly"}


def _place(place: Place) -> Inline:
    return say("kudos-ceremony-place", rank=place.rank, who=place.name, points=place.points)


def _drawn(honours: Honours, title: Inline) -> Chart:
    points = tuple(Decimal(place.points) for place in honours.most)
    names = tuple(place.name for place in honours.most)
    return Chart("bar", title, names, (Series(say("field-points"), points),))


def _line(story: Story) -> Inline:
    reason = shortened(story.reason)
    return say("kudos-story", who=Items(story.who), giver=story.giver, points=story.points, reason=reason)
