"""Words are chosen last: a card of message ids becomes a card in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import get_args

from bot import figures
from bot.catalogue import Language, WordingError, catalogue
from bot.worded import (
    Excuse,
    Piece,
    WordedBlock,
    WordedBullets,
    WordedButton,
    WordedCard,
    WordedFacts,
    WordedField,
    WordedFigures,
    WordedFile,
    WordedForm,
    WordedPara,
    WordedQuote,
    WordedTable,
    Words,
    plain,
)
from handlers.kit.certificates import WordedCertificate
from handlers.kit.charts import WordedChart
from handlers.kit.messages import (
    Block,
    Bold,
    Bullets,
    Button,
    Card,
    Certificate,
    ChannelRef,
    Chart,
    Choice,
    Clock,
    Code,
    Day,
    Facts,
    Figure,
    File,
    Form,
    FormField,
    Heading,
    Inline,
    Items,
    Link,
    Mention,
    Moment,
    Msg,
    Note,
    Para,
    PeriodName,
    Photo,
    Quote,
    Run,
    Span,
    Table,
    say,
)
from handlers.kit.photos import WordedPhoto

_HOLE = re.compile("\ue010(\\d+)\ue011")  # where an argument goes; private use, so no catalogue holds it

Resolve = Callable[[Mention | ChannelRef], str | None]


def _known(language: str) -> Language:
    match language:
        case "en" | "zh-Hans" | "zh-Hant":
            return language
        case _:
            raise WordingError(f"no words in {language}")


def _unresolved(_part: Mention | ChannelRef) -> str | None:
    return None


class Wording:
    """One card's words: its language, and how the reader's platform knows people and channels.

    ``resolve`` gives the platform's id of a mention or channel, None where it has none there (a plain name then).
    """

    def __init__(self, language: str, resolve: Resolve = _unresolved) -> None:
        self.language = _known(language)
        self._resolve = resolve
        self._said = catalogue(self.language).format

    def card(self, card: Card) -> WordedCard:
        """The card in words."""
        return WordedCard(
            language=self.language,
            title=self.words(card.title) if card.title is not None else None,
            blocks=tuple(self._block(block) for block in card.blocks),
            buttons=tuple(self._button(button) for button in card.buttons),
            form=self._form(card.form) if card.form else None,
            tone=card.tone,
        )

    def words(self, part: Inline) -> Words:
        """An inline part in words."""
        return tuple(_joined(self._pieces(part)))

    def text(self, part: Inline) -> str:
        """The same without marks."""
        return plain(self.words(part))

    def _pieces(self, part: Inline) -> list[Piece]:
        match part:
            case str():
                return [Piece(part)]
            case Msg():
                said = self._message(part.id, part.args)
                return [Piece(plain(tuple(said)), "code")] if part.id.endswith(".example") else said
            case Mention() | ChannelRef():
                return [self._pointed(part)]
            case Link():
                return [Piece(self.text(part.label), "link", part.url)]
            case Bold():
                return [Piece(p.text, "bold") if p.kind == "text" else p for p in self._pieces(part.inner)]
            case Code():
                return [Piece(part.text, "code")]
            case Run():
                return [piece for inner in part.parts for piece in self._pieces(inner)]
            case Choice():
                return [Piece(part.value)] if self.language == "en" else self._pieces(part.label)
            case Items():
                # A list's commas come from Babel: it is made with holes, which then take the parts.
                made = figures.items([f"\ue010{n}\ue011" for n in range(len(part.parts))], part.any_of, self.language)
                return self._filled(made, list(part.parts))
            case _:
                return [Piece(self._figure(part))]

    def _pointed(self, part: Mention | ChannelRef) -> Piece:
        target = self._resolve(part)
        if isinstance(part, ChannelRef):
            return Piece(f"#{part.name}", "channel", target) if target else Piece(f"#{part.name}")
        return Piece(f"@{part.name}", "mention", target) if target else Piece(part.name)

    def _figure(self, part: Figure | Day | Moment | Clock | Span | PeriodName) -> str:
        match part:
            case Figure():
                return figures.figure(part, self.language)
            case Day():
                return figures.day(part, self.language)
            case Moment():
                return figures.moment(part, self.language)
            case Clock():
                return figures.clock(part, self.language)
            case Span():
                return figures.span(part, self.language)
            case PeriodName():
                return figures.period(part, self.language)

    def _message(self, message_id: str, args: Mapping[str, Inline | int]) -> list[Piece]:
        parts: list[Inline] = []
        values: dict[str, str | int] = {}
        for name, value in args.items():
            if isinstance(value, int):
                values[name] = value
            else:
                values[name] = f"\ue010{len(parts)}\ue011"
                parts.append(value)
        return self._filled(self._said(message_id, values), parts)

    def _filled(self, made: str, parts: list[Inline]) -> list[Piece]:
        """A catalogue's text with its arguments in it; what stands between backticks there is to be typed."""
        pieces: list[Piece] = []
        for n, text in enumerate(made.split("`")):
            inside = self._pieced(text, parts)
            pieces += [Piece(plain(tuple(inside)), "code")] if n % 2 else inside
        return pieces

    def _pieced(self, made: str, parts: list[Inline]) -> list[Piece]:
        pieces: list[Piece] = []
        at = 0
        for hole in _HOLE.finditer(made):
            if hole.start() > at:
                pieces.append(Piece(made[at : hole.start()]))
            pieces += self._pieces(parts[int(hole[1])])
            at = hole.end()
        return [*pieces, Piece(made[at:])] if at < len(made) else pieces

    def _block(self, block: Block) -> WordedBlock:
        match block:
            case Para():
                return WordedPara(self.words(block.text))
            case Heading():
                return WordedPara(self.words(block.text), "heading")
            case Note():
                return WordedPara(self.words(block.text), "note")
            case Quote():
                return WordedQuote(block.text)
            case Facts():
                return WordedFacts(tuple((self.words(label), self.words(value)) for label, value in block.rows))
            case Bullets():
                return WordedBullets(tuple(self.words(item) for item in block.items))
            case Table():
                return self._table(block)
            case Chart() | Certificate() | Photo():
                return self._figures(block)
            case File():
                return self._file(block)

    def _figures(self, block: Chart | Certificate | Photo) -> WordedFigures:
        match block:
            case Chart():
                return WordedFigures(self._chart(block), self._table(_as_table(block)))
            case Certificate():
                return WordedFigures(self._certificate(block), self._table(_told(block)))
            case Photo():
                photo = WordedPhoto(self.text(block.caption), block.number)
                return WordedFigures(photo, self._table(_numbered(block)))

    def _table(self, table: Table) -> WordedTable:
        rows = tuple(tuple(self.words(cell) for cell in row) for row in table.rows)
        return WordedTable(tuple(self.words(cell) for cell in table.head), rows)

    def _chart(self, chart: Chart) -> WordedChart:
        return WordedChart(
            kind=chart.kind,
            title=self.text(chart.title),
            labels=tuple(self.text(label) for label in chart.labels),
            series=tuple((self.text(s.name), s.values) for s in chart.series),
            unit=chart.unit,
            mark=chart.mark,
            mark_label=self.text(say("kit-target")) if chart.mark is not None else None,
            axis_format=self.language,
        )

    def _certificate(self, made: Certificate) -> WordedCertificate:
        return WordedCertificate(
            heading=self.text(made.heading),
            award=self.text(made.award),
            who=self.text(made.who),
            words=self.text(made.words),
            foot=tuple((self.text(label), self.text(value)) for label, value in made.foot),
            colours=made.colours,
            language=self.language,
        )

    def _file(self, file: File) -> WordedFile:
        excuses = {why: self.text(say(f"kit-file-{why}", name=file.name)) for why in get_args(Excuse)}
        return WordedFile(file.name, file.maker, file.wants, file.person, self.language, excuses)

    def _button(self, button: Button) -> WordedButton:
        return WordedButton(self.text(button.label), button.command, button.style, button.page)

    def _form(self, form: Form) -> WordedForm:
        fields = tuple(self._field(f) for f in form.fields)
        return WordedForm(form.command, form.question, self.text(form.title), fields, form.asks)

    def _field(self, field: FormField) -> WordedField:
        return WordedField(
            name=field.name,
            label=self.text(field.label),
            kind=field.kind,
            required=field.required,
            hint=self.text(field.hint) if field.hint is not None else None,
            value=field.value,
            choices=tuple((c.value, self.text(c.label)) for c in field.choices),
            error=self.text(field.error) if field.error is not None else None,
        )


def _as_table(chart: Chart) -> Table:
    """A chart's figures as a table, for whoever cannot see the picture."""
    rows = [
        (label, *(_cell(series.values[n], chart.unit) for series in chart.series))
        for n, label in enumerate(chart.labels)
    ]
    return Table(("", *(series.name for series in chart.series)), tuple(rows))


def _told(made: Certificate) -> Table:
    """A certificate's words as a table of one row."""
    head = (say("kit-certificate-award"), say("kit-certificate-who"), *(label for label, _ in made.foot))
    return Table(head, ((made.award, made.who, *(value for _, value in made.foot)),))


def _numbered(photo: Photo) -> Table:
    """What stands where a picture cannot be shown."""
    return Table((say("kit-photo"),), ((f"#{photo.number}",),))


def _cell(value: Decimal | None, unit: str) -> Inline:
    return "–" if value is None else Figure(value, unit)


def _joined(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Neighbouring pieces of the same kind as one."""
    held: Piece | None = None
    for piece in pieces:
        if held and held.kind == piece.kind and held.target == piece.target and piece.kind in ("text", "bold"):
            held = Piece(held.text + piece.text, held.kind, held.target)
            continue
        if held and held.text:
            yield held
        held = piece
    if held and held.text:
        yield held
