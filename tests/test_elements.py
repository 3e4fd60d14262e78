"""Elements: text enters the page word for word and inert, and nothing in them asks for a file from elsewhere."""

from __future__ import annotations

import re
import shutil

import folium
import pytest
from branca.element import Element
from branca.element import MacroElement
from folium.template import Template

from geo.issues.errors import AtlasError
from geo.page.build import build_map
from geo.page.elements import AtlasFigure
from geo.page.elements import Verbatim
from geo.page.elements import code
from geo.page.elements import first_style
from geo.page.elements import island
from geo.page.elements import leaflet
from geo.page.elements import leaflet_pictures
from geo.page.elements import opening
from geo.page.elements import plain_style
from geo.page.payload.frames import compressed
from geo.record import bundle
from tests.fixtures.islands import code_of
from tests.fixtures.islands import islands

NASTY = "{{ 7*7 }} {% raw %} {# note #} ${1} </script><script> <!-- ]]> & &amp; \u2028 \\u003c $& 株洲"


@pytest.fixture
def web(tmp_path, monkeypatch):
    """Copy the front end, and let the elements take it for the real one."""
    copy = tmp_path / "web"
    shutil.copytree(bundle.WEB, copy)
    monkeypatch.setattr(bundle, "WEB", copy)
    return copy


@pytest.mark.parametrize("place", ["header", "html", "data"])
def test_text_enters_the_page_word_for_word(place):
    figure = AtlasFigure(title="Title")
    getattr(figure, place).add_child(Verbatim(NASTY))
    assert NASTY in figure.render()


def test_island_of_data_gives_back_its_text_and_cannot_be_left():
    page = island(*compressed(NASTY), name="island").render()
    inside = re.fullmatch(r'<script type="text/plain" id="island">(.*)</script>', page, re.DOTALL)[1]
    assert not re.search(r"[<&{\s]", inside)
    assert islands(page) == {"island": NASTY}


def test_page_is_described_in_its_head_and_the_text_stays_text():
    page = AtlasFigure(title="Title", description='"><script>').render()
    assert '<meta name="description" content="&quot;&gt;&lt;script&gt;">' in page
    assert "description" not in AtlasFigure(title="Title").render()


def test_figure_is_a_page_that_tells_its_language_and_its_letters():
    page = AtlasFigure(title="Title").render()
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">')
    assert "<title>Title</title>" in page


def test_figure_numbers_the_elements_that_stand_in_it_and_leaves_other_digits_alone():
    figure = AtlasFigure(title="Title")
    first, second = (MacroElement() for _ in range(2))
    other = "0123456789abcdef" * 2
    for element in (second, first):
        element._template = Template("{% macro script(this, kwargs) %}{{ this.get_name() }}{% endmacro %}")
        figure.add_child(element)
    figure.script.add_child(Element(f"{first.get_name()} {other}"))
    figure.header.add_child(Verbatim(first._id))
    page = figure.render()
    assert re.findall(r"macro_element_(\w+)", page) == ["000", "001", "000"]
    assert other in page
    assert first._id in page, "what goes in word for word is no name"


def test_text_that_branca_left_in_the_page_is_no_template():
    figure = AtlasFigure(title="Title")
    for place in (figure.header, figure.html, figure.script):
        place.add_child(Element("{{ 7*7 }}{# note #}"))
    assert figure.render().count("{{ 7*7 }}{# note #}") == 3


def test_leaflet_carries_its_pictures_where_further_layers_may_show_them(atlas):
    (_, css), (_, script) = leaflet()
    assert "leaflet-pane" in css
    assert not re.search(r"url\((?!#)", css)
    assert "sourceMappingURL" not in script
    pictures = leaflet_pictures()
    assert re.findall(r"url\((.{22})", pictures) == ["data:image/png;base64,"] * 3
    drawing = build_map(atlas)
    assert pictures not in drawing.get_root().render()
    folium.Marker([27.8, 113.1]).add_to(drawing)
    assert pictures in drawing.get_root().render().partition("</head>")[0]


def test_front_end_is_made_from_its_sources():
    ours = code()
    page = "".join(part.text for part in (ours, *ours.later, first_style(), plain_style()))
    put_in = [text for _, text in code_of(page)]
    assert [text.count(bundle.source_digest()) for text in (page, *put_in)] == [1, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "change",
    [
        lambda web: (web / "src/app/main.js").write_text("// other\n", "utf-8"),
        lambda web: (web / "src/ui/new.js").write_text("", "utf-8"),
        lambda web: (web / "src/core/grid.js").rename(web / "src/core/cells.js"),
        lambda web: (web / "src/styles/index.css").unlink(),
        lambda web: (web / "dist/atlas.css").unlink(),
        lambda web: (web / "dist/atlas.css").write_text("", "utf-8"),
    ],
    ids=["changed", "added", "renamed", "removed", "no bundle", "empty bundle"],
)
def test_stale_bundle_is_refused_in_one_line(web, change):
    code()
    change(web)
    with pytest.raises(AtlasError) as caught:
        code()
    message = str(caught.value)
    assert message.startswith(
        "geo/page/web/dist/atlas.css: bundle must be made from geo/page/web/src (run: make web); found "
    )
    assert "\n" not in message


def test_stale_script_is_refused_even_where_the_style_is_fresh(web):
    script = web / "dist/atlas.js"
    script.write_text(script.read_text("utf-8").replace(bundle.source_digest(), "0" * 64), "utf-8")
    with pytest.raises(AtlasError, match=r"geo/page/web/dist/atlas\.js: .*found '0{64}'"):
        code()


@pytest.mark.parametrize("layered", [False, True], ids=["plain", "with a layer's head"])
def test_what_shows_first_comes_before_the_code_unless_a_layer_needs_that_earlier(layered):
    figure = AtlasFigure(title="Title")
    figure.header.add_child(code())
    figure.html.add_child(opening({"zh": "<b>", "en": "Name"}))
    if layered:
        figure.header.add_child(Element("<style>.further{}</style>"))
    page = figure.render()
    assert "<b>" not in page
    body, shown, put_in = (page.index(text) for text in ("<body>", 'class="opening"', "atlas-code"))
    assert body < shown
    assert (put_in < body) == layered
    assert not layered or put_in < page.index(".further{}") < body
