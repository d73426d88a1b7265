"""Defining and adopting metrics, in users' words."""

from __future__ import annotations

import pytest

from tests.dialog import Talk, verify


def test_a_metric_has_its_defaults(talk: Talk) -> None:
    verify(
        talk,
        [
            ("alice: /kpi define leads", "leads is there: number · higher is better · values add up"),
            ("alice: /kpi define conversion --unit percent", "percent · higher is better · the latest value counts"),
            ("alice: /kpi define spend --unit ￥ --better lower", "CNY · lower is better · values add up"),
            ("alice: /kpi define score --unit % --combine avg", "percent · higher is better · average of the values"),
            ("alice: /kpi define 投诉率 —unit ‰ —better 低", "permille · lower is better · the latest value counts"),
        ],
    )


@pytest.mark.parametrize(
    "of", ['"won / leads"', "won/leads", "won ÷ leads", "won／leads", "“won” / “leads”", "won per leads"]
)
def test_a_ratio_has_two_parts(talk: Talk, of: str) -> None:
    talk("alice: /kpi define leads")
    talk("alice: /kpi define won")
    made = talk(f"alice: /kpi define win rate --unit percent --of {of}").answer
    made.has("win rate is there: percent", "won / leads")
    talk("alice: /kpi define rate --combine ratio --of leads/won").answer.has("number · higher is better · leads / won")


def test_names_of_parts_may_hold_what_parts_them(talk: Talk) -> None:
    talk("alice: /kpi define A/B tests")
    talk("alice: /kpi define A/B tests won")
    made = talk("alice: /kpi define hit rate --unit percent --of A/B tests won / A/B tests").answer
    made.has("A/B tests won / A/B tests")


def test_money_for_each_thing_is_money(talk: Talk) -> None:
    talk("alice: /kpi define revenue --unit CNY")
    talk("alice: /kpi define orders")
    talk("alice: /kpi define order value --of revenue/orders").answer.has("order value is there: CNY")


NO_DEFINITION = (
    ("/kpi define leads", "There is a metric leads already: number · higher is better · values add up."),
    ("/kpi define ＬＥＡＤＳ", "There is a metric leads already"),
    ("/kpi define 12", "“12” cannot be a name"),
    ("/kpi define 1.2万", "cannot be a name"),
    ("/kpi define leads 12", "a number in that place is a value"),
    ("/kpi define @bob", "reads like an option"),
    ("/kpi define —new", "reads like an option"),
    ("/kpi define --new", "--new"),
    ("/kpi define K7", "reads like an entry’s id"),
    ("/kpi define x --unit stone", "I don't know the unit “stone”"),
    ("/kpi define x --unit $", "Several currencies use “$”"),
    ("/kpi define x --better sideways", "“sideways” is not one of higher or lower"),
    ("/kpi define x --combine median", "“median” is not one of"),
    ("/kpi define x --combine ratio", "What is x a ratio of?"),
    ("/kpi define x --combine sum --of won/leads", "Only a ratio has two parts"),
    ("/kpi define x --of won", "I cannot read “won” as two metrics"),
    ("/kpi define x --of won/lost", "I do not know the metric “lost”"),
    ("/kpi define x --of win rate/leads", "win rate is itself a ratio"),
    ("/kpi define x --of leads/leads", "leads over itself is always one"),
    ("/kpi define x --roles dancer", "“dancer” is not one of"),
)


def test_a_definition_that_cannot_be_is_refused_and_nothing_is_stored(team: Talk) -> None:
    before = team("alice: /kpi list").answer.text
    for line, why in NO_DEFINITION:
        team(f"alice: {line}").answer.has(why, "For example:")
    assert team("alice: /kpi list").answer.text == before


def test_a_slip_can_be_mended_while_nothing_hangs_on_it(team: Talk) -> None:
    team("alice: /kpi define conversion")
    refused = team("alice: /kpi define conversion --unit percent --roles channel").answer.has("already: number")
    change = refused.button("Change it")
    assert change == "/kpi define conversion --unit percent --better higher --combine last --roles channel --again yes"
    team(f"alice: {change}").answer.has("conversion is there: percent", "the latest value counts")
    team("alice: /kpi log conversion 12")
    again = team("alice: /kpi define conversion --unit number").answer.has("already: percent")
    assert again.buttons == []
    team("alice: /kpi define conversion --unit number --again yes").answer.has("already: percent")


def test_a_ratio_can_be_mended_too(team: Talk) -> None:
    refused = team('alice: /kpi define win rate --unit number --of "won / leads"').answer.has("already: percent")
    team(f"alice: {refused.button('Change it')}").answer.has("win rate is there: number", "won / leads")
    team("alice: /kpi define won --unit CNY --again yes").answer.has("already: number")


def test_a_member_defines_nothing(led: Talk) -> None:
    led("carol: /kpi define x").answer.has("takes the right “team lead”")
    led("carol: /kpi adopt sales").answer.has("takes the right “team lead”")
    led("bob: /kpi define x").answer.has("x is there")


def test_the_list_shows_one_s_own_first(team: Talk) -> None:
    listed = team("carol: /kpi list").answer
    listed.has("5 metrics", "win rate · percent · higher is better · won / leads · sales")
    assert listed.text.splitlines()[1] == "• spend · CNY · lower is better · values add up · channel manager"


def test_a_form_offers_units_and_roles(talk: Talk) -> None:
    asked = talk("alice: /kpi define").answer
    assert asked.form is not None
    assert [f["name"] for f in asked.form["fields"]] == [
        "name",
        "unit",
        "better",
        "combine",
        "of",
        "roles",
        "precision",
    ]
    talk("alice: /kpi define --name leads --unit number --roles sales,content").answer.has("leads is there")


# --- ready-made ones ------------------------------------------------------------------------------


def test_a_role_s_metrics_are_adopted_in_one_step(talk: Talk) -> None:
    talk("alice: /team new Growth")
    adopted = talk("alice: /kpi adopt sales").answer
    adopted.has("6 metrics are ready", "win rate · percent", "won / leads", "average order value · CNY")
    assert adopted.button("Log leads") == "/kpi log leads"
    talk("alice: /kpi adopt sales").answer.has("All of these were there already", "leads, won")
    adopted = talk("alice: /kpi adopt content, 渠道 and customer relations").answer
    adopted.has("18 metrics", "acquisition cost · CNY · lower", "There already: orders")
    listed = talk("alice: /kpi list").answer
    listed.has("24 metrics", "orders · number · higher is better · values add up · sales and customer relations")


def test_what_a_team_counts_already_is_kept(talk: Talk) -> None:
    talk("alice: /kpi define leads --unit number --better lower")
    talk("alice: /kpi log leads 12")
    talk("alice: /kpi adopt sales").answer.has("5 metrics", "There already: leads")
    talk("alice: /kpi list").answer.has("leads · number · lower is better", "win rate · percent")


def test_a_ready_made_metric_goes_by_its_name_in_any_language(talk: Talk) -> None:
    talk("alice: /指标 采用 销售").answer.has("线索 · 数值")
    talk("alice: /kpi log leads 12").answer.has("线索 12")
    talk("alice: /kpi log 名單 3").answer.has("线索 3")
    talk("alice: /kpi define leads").answer.has("leads")
    talk("alice: /kpi log leads 5").answer.has("K3：leads 5", "2026年1月：5")


def test_money_is_the_country_s(make_talk: object) -> None:
    assert callable(make_talk)
    talk = make_talk(muster_country="TW", zone="Asia/Taipei")
    talk("alice: /kpi adopt sales").answer.has("revenue · TWD")
    talk("alice: /kpi log revenue NT$3,000").answer.has("revenue NT$3,000")


def test_where_there_is_no_metric_the_way_to_some_is_shown(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    for line in ("/kpi", "/kpi list", "/kpi show", "/kpi log leads 12"):
        assert talk(f"alice: {line}").answer.has("There are no metrics yet").button("Adopt") == "/kpi adopt"
        talk(f"bob: {line}").answer.has("Your team lead can adopt some")
