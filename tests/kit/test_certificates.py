"""Certificates: whatever is written on one, the drawing is sound, and nothing of it is markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.certificates import COLOURS, HEIGHT, WIDTH, WordedCertificate, colours_of, svg
from handlers.kit.layout import drawable, wide

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Sm")), max_size=90).map(drawable)


def written(drawing: str) -> list[ET.Element]:
    """The texts of a drawing."""
    return list(ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text"))


@given(WORDS, WORDS, WORDS, WORDS, st.sampled_from(COLOURS))
def test_words_stay_words_and_within_the_paper(award: str, who: str, words: str, team: str, colours: str) -> None:
    made = WordedCertificate("荣誉证书", award, who, words, (("周期", "2026"), ("团队", team)), colours, "zh-Hans")
    texts = written(svg(made, font='"A", serif'))
    assert "".join(texts[0].itertext()).replace("\u2003", "") == "荣誉证书"
    if len(who) <= 8:
        assert who in ["".join(text.itertext()) for text in texts]
    for text in texts:
        size, said = float(text.attrib["font-size"]), "".join(text.itertext())
        assert 0 < float(text.attrib["y"]) < HEIGHT
        assert "textLength" in text.attrib or wide(said, round(size)) < WIDTH - 60


def test_markup_is_only_text() -> None:
    made = WordedCertificate("Certificate", "<b>&", '</text><image href="http://x"/>', colours="none such")
    assert [text.text for text in written(svg(made, font="A"))][1:] == ["<b>&", '</text><image href="http://x"/>']


def test_a_name_has_colours_of_its_own_for_good() -> None:
    assert [colours_of(name) for name in ("Growth", "增长组", "Sales")] == ["red", "grey", "red"]
    assert {colours_of(str(n)) for n in range(60)} == set(COLOURS)
