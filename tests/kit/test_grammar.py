"""The grammar: from what people type to typed arguments, in every spelling; what cannot be read is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from handlers.kit.binding import Missing, bind
from handlers.kit.commands import Command, Word, arg, must, opt
from handlers.kit.context import Org, Place, Scene
from handlers.kit.errors import BadInput
from handlers.kit.feature import Feature
from handlers.kit.kinds import NAME, PEOPLE, PERSON, QUANTITY, TEXT, WORD, OneOf, Ref
from handlers.kit.likeness import alike
from handlers.kit.messages import Card, card
from handlers.kit.numbers import Quantity
from handlers.kit.people import Person
from handlers.kit.vocabulary import Vocabulary
from storage.db import open_engine
from storage.models.people import Account, Workspace
from storage.models.people import Person as PersonRow

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Log:
    """``NAME VALUE [--for @who] [--note TEXT] [--size big|small]``."""

    name: str = arg(WORD)
    value: Quantity = arg(QUANTITY)
    for_: Person | None = opt(PERSON, "给", "給")
    note: str | None = opt(TEXT, "备注")
    size: str | None = opt(OneOf({"big": ("大",), "small": ("小",)}))


@dataclass(frozen=True)
class Thanks:
    """``@who… REASON``."""

    who: tuple[Person, ...] = arg(PEOPLE)
    reason: str = arg(TEXT)


@dataclass(frozen=True)
class ById:
    """``ID``."""

    id: int = arg(Ref("T"))


@dataclass(frozen=True)
class Named:
    """``NAME --of NAME``."""

    name: str = arg(NAME)
    of: str = must(NAME)


def nothing(_scene: Scene, _args: Any) -> Card:
    return card("")


KPI, KUDOS = Word("kpi", ("指标",), ("指標",)), Word("kudos", ("点赞",), ("按讚",))
LOG = Command(KPI, nothing, "writes", Word("log", ("记录",), ("登錄",)), Log, "form")
SHOW = Command(KUDOS, nothing, "reads", Word("show", ("查看",)), ById)
NAMED = Command(KPI, nothing, "writes", Word("define"), Named, "form")
THANK = Command(KUDOS, nothing, "writes", args=Thanks, bare="form")
VOCABULARY = Vocabulary([Feature("test", (LOG, SHOW, NAMED, THANK))])


@pytest.fixture(scope="module")
def scene(empty_database: Path) -> Iterator[Scene]:
    """Known are alice (who acts), bob, Bob Jones, 小李 and 小李子."""
    engine = open_engine(f"sqlite:///{empty_database}")
    with engine.connect() as connection, Session(connection) as session:
        session.add(Workspace(platform="local", external_id="local"))
        session.flush()
        for n, name in enumerate(["alice", "bob", "Bob Jones", "小李", "小李子"], 1):
            session.add(PersonRow(name=name, joined_at=NOW))
            session.flush()
            session.add(Account(workspace_id=1, person_id=n, external_id=name))
        session.flush()
        yield Scene(session, NOW, Org(), Place(1, "local"), Person(1, "alice"), "en")
    engine.dispose()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leads 12", ("leads", "12", None, None, None)),
        ('"win rate" 12.5%', ("win rate", "12.5", None, None, None)),
        ("“win rate” 12", ("win rate", "12", None, None, None)),
        ("leads 1.2万 --for @bob", ("leads", "12000", "bob", None, None)),
        ("leads 12 --note late — but here --for bob", ("leads", "12", "bob", "late — but here", None)),
        ("leads 12 —for @bob —note from the fair", ("leads", "12", "bob", "from the fair", None)),
        ("leads 12 –note x", ("leads", "12", None, "x", None)),
        ("leads 12 ——备注 展会", ("leads", "12", None, "展会", None)),
        ("leads 12 --给 @小李 --size 大", ("leads", "12", "小李", None, "big")),
        ("leads 12 --size=small", ("leads", "12", None, None, "small")),
        ("--name leads --value 12 --for @Bob Jones", ("leads", "12", "Bob Jones", None, None)),
        ("leads 12 --for me", ("leads", "12", "alice", None, None)),
        ('leads 12 --note "a --for b"', ("leads", "12", None, '"a --for b"', None)),
        ("leads １２", ("leads", "12", None, None, None)),
    ],
)
def test_what_people_type_is_read(scene: Scene, text: str, expected: tuple[str | None, ...]) -> None:
    got = bind(LOG, text, {}, scene)
    who = got.for_.name if got.for_ else None
    assert (got.name, str(got.value.value), who, got.note, got.size) == expected


@pytest.mark.parametrize(
    ("text", "field", "why"),
    [
        ("leads twelvish", "value", "number-unreadable"),
        ("leads 12 13", "value", "kit-left-over"),
        ("leads 12 --for @carol", "for", "kit-person-unknown"),
        ("leads 12 --for bobb", "for", "kit-person-near"),
        ("leads 12 --for", "for", "kit-option-empty"),
        ("leads 12 --size big --size small", "size", "kit-option-twice"),
        ("leads 12 --size medium", "size", "kit-choice"),
        ("leads 12 --nots x", "", "kit-option-near"),
        ("leads 12 --whatever x", "", "kit-option-unknown"),
    ],
)
def test_what_cannot_be_read_names_the_bad_part(scene: Scene, text: str, field: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        bind(LOG, text, {}, scene)
    assert (refused.value.field, refused.value.why.id) == (field, why)


def test_what_is_missing_is_named_and_what_is_there_is_kept(scene: Scene) -> None:
    with pytest.raises(Missing) as missing:
        bind(LOG, "leads --note x", {}, scene)
    assert missing.value.names == ("value",)
    assert missing.value.given == {"name": "leads", "note": "x"}
    assert bind(LOG, "", {**missing.value.given, "value": "3"}, scene).name == "leads"


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        ("@bob saved my launch", ["bob"], "saved my launch"),
        ("@bob @小李 for the fair", ["bob", "小李"], "for the fair"),
        ("@bob, @alice and @Bob Jones: the fair", ["bob", "alice", "Bob Jones"], "the fair"),
        ("@小李谢谢你帮忙", ["小李"], "谢谢你帮忙"),
        ("@小李子 谢谢", ["小李子"], "谢谢"),
        ("＠bob 谢谢", ["bob"], "谢谢"),
        ("bob jones thanks", ["Bob Jones"], "thanks"),
        ("@bob和@小李 加班辛苦", ["bob", "小李"], "加班辛苦"),
        ("@bob @bob twice is once", ["bob"], "twice is once"),
    ],
)
def test_several_people_are_named_in_a_row(scene: Scene, text: str, names: list[str], reason: str) -> None:
    got = bind(THANK, text, {}, scene)
    assert ([p.name for p in got.who], got.reason) == (names, reason)


@pytest.mark.parametrize("text", ["@bobby thanks", "@ｂｏｂ thanks", "everyone thanks"])
def test_nobody_is_guessed(scene: Scene, text: str) -> None:
    with pytest.raises(BadInput):
        bind(THANK, text, {}, scene)


@pytest.mark.parametrize("text", ["T3", "t3", "3", "#T3", "Ｔ３"])
def test_an_id_in_every_spelling(scene: Scene, text: str) -> None:
    assert bind(SHOW, text, {}, scene).id == 3


def test_a_verb_is_one_only_if_the_rest_fits(scene: Scene) -> None:
    match = VOCABULARY.match("kudos show T3")
    assert [command.id for command, _ in match.candidates] == ["kudos-show", "kudos"]
    assert match.candidates[1][1] == "show T3"


@pytest.mark.parametrize(
    ("text", "ids", "language"),
    [
        ("kpi log leads 12", ["kpi-log"], None),
        ("KPI LOG leads 12", ["kpi-log"], None),
        ("ｋｐｉ log x 1", ["kpi-log"], None),
        ("指标 记录 线索 12", ["kpi-log"], "zh-Hans"),
        ("指標 log 線索 12", ["kpi-log"], "zh-Hant"),
        ("kpi 登錄 x 1", ["kpi-log"], "zh-Hant"),
        ("muster kpi log x 1", ["kpi-log"], None),
        ("muster /kpi log x 1", ["kpi-log"], None),
        ("kpi lag x 1", [], None),
        ("kpy log x 1", [], None),
    ],
)
def test_words_and_verbs_in_three_languages(text: str, ids: list[str], language: str | None) -> None:
    match = VOCABULARY.match(text)
    assert ([command.id for command, _ in match.candidates], match.language) == (ids, language)


def test_what_does_not_exist_names_the_nearest() -> None:
    assert VOCABULARY.nearest_words("kpy")[0] == "kpi"
    group = VOCABULARY.match("kpi").group
    assert group is not None
    assert VOCABULARY.nearest_verbs(group, "lgo")[0] == "log"
    assert VOCABULARY.nearest_words("职标", "zh-Hans") == ("指标",)
    assert VOCABULARY.nearest_words("职標", "zh-Hant") == ("指標",)
    assert VOCABULARY.nearest_words("purple") == ()


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("bbo", ["bob", "Bob Jones"]), ("BOBB", ["bob", "Bob Jones"]),
        ("alex", ["Alexandra", "alice"]), ("jonse", ["Bob Jones"]), ("alise", ["alice"]),
        ("小里", ["小李"]), ("王晓明", ["王小明"]), ("dan", []), ("growth", []), ("nobody", []),
        ("小", ["小李", "王小明"]), ("老板", []),
    ],
)  # fmt: skip
def test_a_name_that_nobody_has_is_near_to_what_may_be_a_slip(said: str, near: list[str]) -> None:
    assert alike(said, ["alice", "bob", "Bob Jones", "小李", "王小明", "Frank", "Alexandra"]) == near


def test_two_words_of_one_spelling_stop_the_start() -> None:
    twin = Command(Word("kudo", ("点赞",)), nothing, "reads")
    with pytest.raises(ValueError, match="two words are called"):
        Vocabulary([Feature("test", (THANK, twin))])


@given(st.text(max_size=60))
def test_no_text_does_anything_but_bind_or_be_refused(scene: Scene, text: str) -> None:
    for command in (LOG, THANK, SHOW, NAMED):
        with suppress(BadInput, Missing):
            bind(command, text.strip(), {}, scene)


@given(st.text(alphabet="abc小李 -—@", min_size=1, max_size=30).filter(lambda t: t.strip()))
def test_a_text_argument_is_kept_word_for_word(scene: Scene, note: str) -> None:
    if "--" in note or "—" in note:
        return
    assert bind(LOG, "leads 12", {"note": note}, scene).note == note.strip()
