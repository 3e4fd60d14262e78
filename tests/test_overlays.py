"""Further folium layers: what they load from elsewhere is found, refused with what would be right, or allowed."""

from __future__ import annotations

import io
import re

import folium
import pandas
import pytest
from branca.colormap import LinearColormap
from branca.element import Element
from branca.element import MacroElement
from folium import plugins
from folium.features import CustomIcon
from folium.template import Template

from geo.issues.errors import AtlasError
from geo.issues.errors import OutputError
from geo.page.build import build_map
from geo.page.options import MapOptions
from geo.page.overlays import SYMBOLS
from geo.page.overlays import in_script
from geo.page.overlays import style_attributes
from geo.page.policy import covers
from tests.test_policy import directives
from tests.test_policy import inline

HERE = [27.85, 113.25]
SQUARE = {"type": "Polygon", "coordinates": [[[113, 27.7], [113.1, 27.7], [113.1, 27.8], [113, 27.7]]]}
FEATURES = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "id": "a", "properties": {"name": "A"}, "geometry": SQUARE}],
}
ELSEWHERE = "https://elsewhere.test"


def with_popup(markup: str) -> folium.Marker:
    return folium.Marker(HERE, popup=folium.Popup(markup))


def linked(link: str) -> MacroElement:
    """Return a layer that puts markup into the head."""
    layer = MacroElement()
    layer._template = Template(f"{{% macro header(this, kwargs) %}}{link}{{% endmacro %}}")
    return layer


# Layers that load something, the class that the message names, and a server that it must name.
LOADING = {
    "HeatMap": (lambda: plugins.HeatMap([HERE]), "HeatMap", "https://cdn.jsdelivr.net"),
    "MarkerCluster": (
        lambda: plugins.MarkerCluster(name="cluster"),
        "MarkerCluster 'cluster'",
        "https://cdnjs.cloudflare.com",
    ),
    "MiniMap": (plugins.MiniMap, "MiniMap", "https://cdnjs.cloudflare.com"),
    "Fullscreen": (plugins.Fullscreen, "Fullscreen", "https://cdn.jsdelivr.net"),
    "Draw": (plugins.Draw, "Draw", "https://cdnjs.cloudflare.com"),
    "TimestampedGeoJson": (
        lambda: plugins.TimestampedGeoJson(FEATURES),
        "TimestampedGeoJson",
        "https://cdnjs.cloudflare.com",
    ),
    "BeautifyIcon": (
        lambda: folium.Marker(HERE, icon=plugins.BeautifyIcon()),
        "BeautifyIcon",
        "https://cdn.jsdelivr.net",
    ),
    "TileLayer": (
        lambda: folium.TileLayer("https://{s}.elsewhere.test/{z}/{x}/{y}.png", attr="x", subdomains="12", name="tiles"),
        "TileLayer 'tiles'",
        "https://2.elsewhere.test",
    ),
    "WmsTileLayer": (lambda: folium.WmsTileLayer(f"{ELSEWHERE}/wms", layers="x"), "WmsTileLayer", ELSEWHERE),
    "ImageOverlay": (
        lambda: folium.raster_layers.ImageOverlay(f"{ELSEWHERE}/x.png", [[27, 113], [28, 114]]),
        "ImageOverlay",
        ELSEWHERE,
    ),
    "CustomIcon": (lambda: folium.Marker(HERE, icon=CustomIcon(f"{ELSEWHERE}/x.png")), "CustomIcon", ELSEWHERE),
    "icon of a GeoJson": (
        lambda: folium.GeoJson(FEATURES, marker=folium.Marker(icon=CustomIcon(f"{ELSEWHERE}/x.png"))),
        "CustomIcon",
        ELSEWHERE,
    ),
    "layer in a group": (
        lambda: folium.FeatureGroup(name="group").add_child(plugins.HeatMap([HERE])),
        "HeatMap",
        "https://cdn.jsdelivr.net",
    ),
    "picture in a popup": (lambda: with_popup(f'<img alt="" src="{ELSEWHERE}/x.png">'), "Popup", ELSEWHERE),
    "picture in a tooltip": (
        lambda: folium.Marker(HERE, tooltip=f"<img src={ELSEWHERE}/x.png>"),
        "Tooltip",
        ELSEWHERE,
    ),
    "picture in data": (
        lambda: folium.GeoJson(
            {
                **FEATURES,
                "features": [{**FEATURES["features"][0], "properties": {"x": f"<img src='{ELSEWHERE}/x.png'>"}}],
            }
        ),
        "GeoJson",
        ELSEWHERE,
    ),
    "picture of a style": (
        lambda: with_popup(f"<p style='background: url({ELSEWHERE}/x.png)'></p>"),
        "Popup",
        ELSEWHERE,
    ),
    "style sheet": (lambda: linked(f"<link rel=stylesheet href={ELSEWHERE}/x.css>"), "MacroElement", ELSEWHERE),
    "script": (lambda: linked(f"<script src={ELSEWHERE}/x.js></script>"), "MacroElement", ELSEWHERE),
    "import": (lambda: linked(f"<style>@import url({ELSEWHERE}/x.css);</style>"), "MacroElement", ELSEWHERE),
}
NEVER = {
    "frame": (lambda: with_popup(f"<iframe src={ELSEWHERE}></iframe>"), "Popup"),
    "frame of data": (lambda: folium.Marker(HERE, popup=folium.Popup(folium.IFrame("words"))), "Popup"),
    "plug-in": (lambda: with_popup(f"<object data={ELSEWHERE}/x></object>"), "Popup"),
    "film": (lambda: with_popup(f"<video src={ELSEWHERE}/x.mp4></video>"), "Popup"),
    "VideoOverlay": (
        lambda: folium.raster_layers.VideoOverlay(f"{ELSEWHERE}/x.mp4", [[27, 113], [28, 114]]),
        "VideoOverlay",
    ),
    "picture beside the file": (lambda: with_popup("<img src=x.png>"), "Popup"),
    "tiles beside the file": (lambda: folium.TileLayer("tiles/{z}/{x}/{y}.png", attr="x", name="x"), "TileLayer 'x'"),
}
PLAIN = {
    "marker": lambda: folium.Marker(HERE, popup="words", tooltip="hint"),
    "icon": lambda: folium.Marker(HERE, icon=folium.Icon("red", icon="star")),
    "picture inside": lambda: with_popup("<img src=data:image/png;base64,AAAA>"),
    "link": lambda: with_popup(f"<a href={ELSEWHERE}>read</a>"),
    "address in data": lambda: folium.GeoJson(
        {**FEATURES, "features": [{**FEATURES["features"][0], "properties": {"site": f"{ELSEWHERE}/x.png"}}]}
    ),
    "choropleth": lambda: folium.Choropleth(FEATURES, pandas.Series({"a": 1.0, "b": 2.0}), key_on="feature.id"),
    "colormap": lambda: LinearColormap(["red", "blue"]),
    "openstreetmap": lambda: folium.TileLayer("OpenStreetMap"),
}


def page_with(atlas, *layers, **options) -> str:
    drawing = build_map(atlas, **options)
    for layer in layers:
        layer.add_to(drawing)
    return drawing.get_root().render()


def refusal(atlas, layer, **options) -> AtlasError:
    with pytest.raises(AtlasError) as caught:
        page_with(atlas, layer, **options)
    return caught.value


def allowed_by(error: AtlasError) -> list[str]:
    """Return the servers that a message tells to allow."""
    return re.findall(r"'(.*?)'", re.search(r"allow=\[(.*?)\]", error.message)[1])


@pytest.mark.parametrize(("layer", "named", "server"), LOADING.values(), ids=LOADING)
def test_what_loads_from_elsewhere_is_refused_and_what_is_told_to_be_right_is_right(atlas, layer, named, server):
    error = refusal(atlas, layer())
    assert error.where == named
    assert server in allowed_by(error)
    assert error.found.startswith("'https://")
    assert "\n" not in str(error)
    policy = directives(page_with(atlas, layer(), allow=allowed_by(error)))
    assert set(allowed_by(error)) <= set(policy["img-src"])


@pytest.mark.parametrize(("layer", "named"), NEVER.values(), ids=NEVER)
def test_what_no_policy_allows_is_refused_though_its_server_is_allowed(atlas, layer, named):
    assert refusal(atlas, layer(), allow=[ELSEWHERE]).where == named


@pytest.mark.parametrize("layer", PLAIN.values(), ids=PLAIN)
def test_what_stands_in_the_page_needs_no_permission(atlas, page, layer):
    policy = directives(page_with(atlas, layer()))
    for name in ("default-src", "img-src", "connect-src", "font-src"):
        assert policy[name] == directives(page)[name]
    assert all(source.startswith("'sha256-") for source in policy["script-src"])


def test_data_that_the_page_would_fetch_must_be_embedded(atlas, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    error = refusal(atlas, folium.GeoJson("x.json", embed=False))
    assert (error.where, "embed=True" in error.message) == ("GeoJson", True)


def test_scripts_and_styles_are_allowed_file_by_file_and_pictures_and_fonts_by_server(atlas):
    links = f"<script src={ELSEWHERE}/a.js?v=1></script><link rel=stylesheet href={ELSEWHERE}/b.css>"
    policy = directives(page_with(atlas, linked(links), allow=[ELSEWHERE]))
    assert policy["script-src"][-1] == f"{ELSEWHERE}/a.js"
    assert policy["style-src"][-1] == f"{ELSEWHERE}/b.css"
    assert policy["font-src"] == [ELSEWHERE]
    assert policy["img-src"][-1] == ELSEWHERE
    assert policy["connect-src"] == policy["default-src"] == ["'none'"]


def test_allowed_address_that_no_layer_names_runs_nothing(atlas, page):
    policy, plain = directives(page_with(atlas, allow=[ELSEWHERE])), directives(page)
    assert [policy[name] for name in ("script-src", "style-src")] == [
        plain[name] for name in ("script-src", "style-src")
    ]


@pytest.mark.parametrize(
    ("permitted", "address", "covered"),
    [
        ("https://a.test", "https://a.test/x/y.js", True),
        ("https://a.test/", "https://a.test/x/y.js?v=1", True),
        ("https://a.test/x/", "https://a.test/x/y.js", True),
        ("https://a.test/x/y.js", "https://a.test/x/y.js?v=1", True),
        ("https://a.test/x", "https://a.test/x/y.js", False),
        ("https://a.test/x/", "https://a.test/xy.js", False),
        ("https://a.test", "http://a.test/x", False),
        ("https://a.test", "https://a.test.evil.test/x", False),
        ("https://a.test", "https://b.a.test/x", False),
        ("https://a.test", "https://a.test:8443/x", False),
        ("https://a.test", "https://a.test@evil.test/x", False),
        ("https://a.test", "//a.test/x", False),
        ("https://a.test", "x.js", False),
    ],
)
def test_an_address_covers_itself_and_what_lies_within(permitted, address, covered):
    assert covers(permitted, address) == covered


HOSTILE_ADDRESSES = (
    *("*", "https:", "https://", "https://*", "https://*.test", "'unsafe-inline'", "data:", "blob:", "file:///x"),
    *("https://a.test; script-src *", "https://a.test 'unsafe-inline'", "https://a.test,b", "https://a.test\n"),
    *('https://a.test"><script>', "https://a.test/?x", "https://a.test/#x", "javascript:alert(1)", "ftp://a.test"),
    *(
        "https://user@a.test",
        "a.test",
        "",
        " https://a.test",
        "https://a.test/ ",
        "https://例.test",
        None,
        7,
        b"https://a",
    ),
)


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_address_that_a_policy_cannot_carry_is_refused(address):
    with pytest.raises(AtlasError, match=r"^allow: "):
        MapOptions(allow=[address])


@pytest.mark.parametrize("addresses", ["https://a.test", None, 7])
def test_addresses_are_a_list(addresses):
    with pytest.raises(AtlasError, match=r"^allow: "):
        MapOptions(allow=addresses)


def test_failing_layer_has_a_script_of_its_own(atlas):
    page = page_with(atlas, *(folium.Circle(HERE, radius=radius) for radius in (100, 200)))
    scripts = inline(page, "script")
    assert [script.count("L.circle(") for script in scripts if "var circle_" in script] == [1, 1]


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{# note #}", "{{ this }}"])
def test_texts_of_layers_are_no_templates(atlas, text):
    page = page_with(atlas, folium.Marker(HERE, tooltip=text, popup=folium.Popup(text, parse_html=True)))
    plain = page_with(atlas, folium.Marker(HERE, tooltip="", popup=folium.Popup("", parse_html=True)))
    assert page.count(text) == plain.count(text) + 2


def test_text_that_branca_cannot_carry_is_refused_in_one_line(atlas):
    error = refusal(atlas, folium.Marker(HERE, tooltip="{% nonsense %}"))
    assert error.where == "map"
    assert "\n" not in str(error)


@pytest.mark.parametrize("text", ["</script><script>attack()</script>", "</SCRIPT >", "<!-- <script>"])
def test_no_text_of_a_layer_ends_its_script(atlas, text):
    plain, page = (page_with(atlas, folium.Marker(HERE, tooltip=each)) for each in ("words", text))
    assert len(inline(page, "script")) == len(inline(plain, "script"))
    assert len(directives(page)["script-src"]) == len(directives(plain)["script-src"])


def test_script_keeps_the_meaning_of_its_texts():
    assert in_script("a < b; '</script>'; '<script'; '<!--'") == r"a < b; '<\/script>'; '<\script'; '<\!--'"


def test_style_attributes_of_markup_in_a_script_may_work():
    script = """x = `<p id=a style="color: red">`; y = "<b style=\\"a\\">"; z = "\\u003ci style='b &amp; c'\\u003e" """
    assert style_attributes(script) == ["color: red", "a", "b & c"]


def test_same_layers_give_the_same_bytes(atlas):
    def page() -> str:
        group = folium.FeatureGroup(name="group")
        icon = folium.Icon("red", icon="flag")
        folium.Marker(HERE, popup="words", tooltip="hint", icon=icon).add_to(group)
        scale = folium.Choropleth(FEATURES, pandas.Series({"a": 1.0, "b": 2.0}), key_on="feature.id", name="areas")
        return page_with(atlas, group, scale, folium.LayerControl(), folium.GeoJson(SQUARE))

    assert page() == page()


def test_rendering_twice_gives_the_same_page(atlas):
    drawing = build_map(atlas)
    folium.Marker(HERE, popup="words", icon=folium.Icon()).add_to(drawing)
    assert drawing.get_root().render() == drawing.get_root().render()


def test_colour_scale_draws_itself_by_d3_on_other_maps_as_before(atlas):
    scale = LinearColormap(["red", "blue"])
    assert "d3.scale" not in page_with(atlas, scale)
    other = folium.Map()
    scale.add_to(other)
    assert "d3.scale" in other.get_root().render()


def test_name_that_a_developer_put_into_a_script_is_that_of_the_map(atlas):
    drawing = build_map(atlas)
    drawing.get_root().script.add_child(Element(f"use({drawing.get_name()})"))
    [own, further] = [each for each in inline(drawing.get_root().render(), "script") if "map_" in each]
    assert re.search(r"use\((map_\w+)\)", further)[1] == re.search(r"start\((map_\w+),", own)[1]


@pytest.mark.parametrize("icon", ["bicycle", ""])
def test_icon_without_a_character_is_told(atlas, icon):
    with pytest.warns(UserWarning, match="drawn as a dot"):
        page_with(atlas, folium.Marker(HERE, icon=folium.Icon(icon=icon)))


def test_icon_that_folium_takes_where_none_is_named_has_a_character():
    assert folium.Icon().options["icon"] in SYMBOLS


def test_plain_page_carries_nothing_for_further_layers(page):
    assert "AtlasOverlays" not in page


def test_refused_map_leaves_the_old_file(atlas, tmp_path):
    path = tmp_path / "map.html"
    path.write_text("kept", "utf-8")
    drawing = build_map(atlas)
    plugins.HeatMap([HERE]).add_to(drawing)
    for save in (drawing.save, drawing.get_root().save):
        with pytest.raises(AtlasError):
            save(str(path))
        assert path.read_text("utf-8") == "kept"


def test_map_is_saved_to_whatever_folium_saves_to(atlas, page, tmp_path):
    stream = io.BytesIO()
    build_map(atlas).save(stream, close_file=False)
    assert stream.getvalue().decode() == page
    build_map(atlas).save(str(tmp_path / "map.html").encode())
    assert (tmp_path / "map.html").read_text("utf-8") == page
    with pytest.raises(OutputError):
        build_map(atlas).save(tmp_path)
