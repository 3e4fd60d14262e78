"""Characters that deceive."""

from __future__ import annotations

import unicodedata

import pytest

from geo.checks.characters import check_characters
from geo.checks.characters import is_plain
from tests.validate.expected import PARK
from tests.validate.expected import assert_one


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        pytest.param("⽯峰园", "lookalike-character", "U+2F6F KANGXI RADICAL STONE: use U+77F3 石", id="Kangxi"),
        pytest.param("⺠企园", "lookalike-character", "U+2EA0 CJK RADICAL CIVILIAN", id="radical of the supplement"),
        pytest.param("\uf9dc园", "lookalike-character", "use U+9686 隆", id="compatibility ideograph"),
        pytest.param("\U0002f800园", "lookalike-character", "use U+4E3D 丽", id="compatibility ideograph, far"),
        pytest.param("Lu\u0308 Park", "lookalike-character", "use U+00FC ü", id="decomposed accent"),
        pytest.param("200 \u212a", "lookalike-character", "use U+004B K", id="Kelvin sign"),
        pytest.param("Hill\xadPark", "hidden-character", "U+00AD SOFT HYPHEN: remove it", id="soft hyphen"),
        pytest.param("Hill\xa0Garden", "hidden-character", "U+00A0 NO-BREAK SPACE: use a space", id="no-break space"),
        pytest.param("河谷\u3000园", "hidden-character", "U+3000 IDEOGRAPHIC SPACE: use a space", id="wide space"),
        pytest.param("葛\U000e0100园", "hidden-character", "U+E0100 VARIATION SELECTOR-17", id="variation selector"),
        pytest.param("园\ufe0e", "hidden-character", "U+FE0E VARIATION SELECTOR-15", id="text selector"),
        pytest.param("Hill\u200bPark", "hidden-character", "U+200B ZERO WIDTH SPACE", id="zero width"),
        pytest.param("Hill\u202ePark", "hidden-character", "U+202E RIGHT-TO-LEFT OVERRIDE", id="direction"),
        pytest.param("Hill\u3164Park", "hidden-character", "U+3164 HANGUL FILLER", id="filler"),
        pytest.param("Hill\ue000Park", "hidden-character", "U+E000 PRIVATE CHARACTER", id="private use"),
        pytest.param("Hill\ufffdPark", "hidden-character", "U+FFFD REPLACEMENT CHARACTER", id="lost character"),
        pytest.param("Hill\uffffPark", "hidden-character", "U+FFFF NO CHARACTER", id="noncharacter"),
        pytest.param("Hill\u2028Park", "hidden-character", "U+2028 LINE SEPARATOR: use a space", id="line separator"),
        pytest.param("Hill\nPark", "hidden-character", "U+000A LINE FEED", id="line feed"),
    ],
)
def test_a_character_that_is_not_what_it_looks_like_is_named(tiny, text, code, named):
    tiny.properties().update(aliases=[text])
    assert_one(tiny, "layers/parks.geojson#hill-park", code, named)


@pytest.mark.parametrize("text", ["Lü Park", "甲 园", "ＡＢ园", "5 km²", "㎡", "①期", "“园”·—…", "\ufa0e园", "🚄"])
def test_a_character_that_is_what_it_looks_like_passes(tiny, text):
    tiny.properties().update(aliases=[text])
    assert tiny.issues() == []


HIDDEN = "a\xadb"


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        pytest.param(lambda tiny: tiny.properties().update(name_en=HIDDEN), PARK, id="name"),
        pytest.param(
            lambda tiny: tiny.properties().update(position_evidence=[HIDDEN]),
            "layers/parks.geojson#hill-park",
            id="evidence",
        ),
        pytest.param(
            lambda tiny: tiny.properties("context").update(note_zh=HIDDEN, note_en="b"),
            "layers/context.geojson#xiang",
            id="note of the context",
        ),
        pytest.param(
            lambda tiny: tiny.properties("districts").update(name_zh=HIDDEN),
            "layers/districts.geojson#430202",
            id="unit",
        ),
        pytest.param(lambda tiny: tiny.fact(2).update(note_zh=HIDDEN, note_en="b"), "data/facts.csv:4", id="note"),
        pytest.param(lambda tiny: tiny.sources[0].update(title_zh=HIDDEN), "data/sources.csv:2", id="title"),
        pytest.param(
            lambda tiny: tiny.register("themes")[0].update(name_zh=HIDDEN), "data/registers/themes.csv:2", id="label"
        ),
        pytest.param(lambda tiny: tiny.package.update(version=HIDDEN), "datapackage.json", id="version"),
    ],
)
def test_every_text_of_the_record_is_looked_through(tiny, damage, where):
    damage(tiny)
    assert_one(tiny, where, "hidden-character", "U+00AD")


@pytest.mark.parametrize("token", ["3600\u3000亿元", "3600\xa0亿元", "3600亿⽯"])
def test_a_token_is_quoted_with_the_blanks_and_radicals_of_its_text(tiny, token):
    tiny.fact(0).update(token=token)
    assert tiny.issues() == []


def test_a_token_that_deceives_is_refused(tiny):
    tiny.fact(0).update({"token": "3600\u202e亿元"})
    assert_one(tiny, "data/facts.csv:2", "hidden-character", "U+202E")


def test_no_plain_character_is_one_that_is_refused():
    plain = [char for char in map(chr, range(0x10000)) if is_plain(char)]
    assert len(plain) > 20_000
    assert [char for char in plain if list(check_characters("", name="", text=char))] == []
    assert [char for char in plain if unicodedata.combining(char)] == []
