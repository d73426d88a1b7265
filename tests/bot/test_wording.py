"""Words are chosen last: every message in three languages, and what people typed is never anything but text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import LANGUAGES, WordingError, catalogues
from bot.platforms.local.render import body, charts
from bot.worded import Piece, WordedFigures, plain
from bot.wording import Wording
from handlers.kit.messages import (
    Bold,
    Card,
    Certificate,
    Chart,
    Code,
    Day,
    Figure,
    Items,
    Mention,
    Moment,
    Note,
    Run,
    Series,
    card,
    from_json,
    say,
    to_json,
)
from handlers.registry import FEATURES


def test_an_argument_keeps_its_kind_inside_a_sentence() -> None:
    wording = Wording("en", resolve=lambda part: "U7")
    words = wording.words(say("team-leads-now", who=Mention(7, "bob"), team=Bold("Growth")))
    assert words == (Piece("@bob", "mention", "U7"), Piece(" leads "), Piece("Growth", "bold"), Piece(" now."))


def test_a_person_of_another_workspace_is_a_plain_name() -> None:
    assert Wording("en").words(Mention(7, "bob")) == (Piece("bob"),)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "12%, Mon 5 Jan 2026, a and b"),
        ("zh-Hans", "12%, 2026年1月5日 周一, a和b"),
        ("zh-Hant", "12%, 2026年1月5日 週一, a和b"),
    ],
)
def test_figures_dates_and_lists_are_the_readers(language: str, expected: str) -> None:
    parts = (Figure(Decimal(12), "percent"), ", ", Day(date(2026, 1, 5)), ", ", Items(("a", "b")))
    assert Wording(language).text(Run(parts)) == expected


def test_what_is_to_be_typed_is_a_piece_of_its_own() -> None:
    told = Wording("zh-Hans").words(say("todo-no-due", id="T3 `x`"))
    assert told == (Piece("没有截止日期。要加上就发："), Piece("/待办 修改 T3 `x` --截止 周五", "code"))
    asked = Wording("en").words(say("kit-one-line", example=say("cmd-kpi-log.example")))
    assert asked[-1].kind == "code"
    assert asked[-1].text.startswith("/kpi log leads 12")


def test_every_catalogue_closes_what_it_opens() -> None:
    for language in LANGUAGES:
        for path in catalogues(language):
            odd = [line for line in path.read_text("utf-8").splitlines() if line.count("`") % 2]
            assert odd == [], path


def test_a_missing_message_is_our_mistake_and_says_so() -> None:
    with pytest.raises(WordingError, match="no message nobody-says-this"):
        Wording("en").text(say("nobody-says-this"))


def test_a_missing_argument_is_our_mistake_and_says_so() -> None:
    with pytest.raises(WordingError, match="team-leads-now"):
        Wording("en").text(say("team-leads-now", who="bob"))


@given(st.text(max_size=80))
def test_typed_text_comes_out_as_it_went_in(typed: str) -> None:
    words = Wording("en").words(say("team-left", team=typed))
    assert plain(words) == f"You have left {typed}."
    assert {piece.kind for piece in words} == {"text"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_declared_command_has_its_words(language: str) -> None:
    wording = Wording(language)
    for command in (command for feature in FEATURES for command in feature.commands):
        assert wording.text(say(f"word-{command.word.en}"))
        assert wording.text(say(f"cmd-{command.id}"))
        example = wording.text(say(f"cmd-{command.id}.example"))
        assert example.startswith("/")
        for argument in command.arguments():
            if argument.form:
                assert wording.text(say(argument.label))
    for job in (job for feature in FEATURES for job in feature.jobs):
        assert wording.text(say(f"job-{job.name}"))


def test_a_card_survives_the_outbox() -> None:
    made = card(
        say("kit-example", example=Code("/x")),
        Note(Moment(datetime(2026, 1, 5, tzinfo=UTC), "Asia/Shanghai")),
        Chart("bar", "t", ("a",), (Series("s", (Decimal("1.50"), None)),), mark=Decimal(2)),
        Certificate("Honour", "Best", Items(("bob", "amy")), foot=(("Team", "Growth"),)),
        title=Run(("a", Bold("b"))),
    )
    assert from_json(to_json(made)) == made
    assert isinstance(from_json(to_json(made)), Card)


def test_a_chart_has_its_figures_as_a_table_too() -> None:
    made = Chart("line", "Leads", ("Jan", "Feb"), (Series("won", (Decimal(12), None)),))
    block = Wording("en").card(card(made)).blocks[0]
    assert isinstance(block, WordedFigures)
    assert [[plain(cell) for cell in row] for row in block.table.rows] == [["Jan", "12"], ["Feb", "–"]]


def test_a_certificate_has_its_words_as_a_table_too() -> None:
    made = Certificate("荣誉证书", "最佳协作奖", Items(("小李", "小王")), "帮忙", (("团队", "增长组"),), "red")
    block = Wording("zh-Hans").card(card(made)).blocks[0]
    assert isinstance(block, WordedFigures)
    assert charts(json.loads(json.dumps(body(Wording("zh-Hans").card(card(made)))))) == [block.chart]
    assert block.chart.title == "荣誉证书 · 最佳协作奖 · 小李和小王"
    assert [plain(cell) for cell in block.table.head] == ["奖项", "获奖人", "团队"]
    assert [plain(cell) for cell in block.table.rows[0]] == ["最佳协作奖", "小李和小王", "增长组"]
