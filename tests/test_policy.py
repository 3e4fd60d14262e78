"""What the page may do: the scripts and styles of its own head and script by their digests, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import folium
import pytest

from geo.issues.errors import AtlasError
from geo.page.basemaps import CARTO
from geo.page.basemaps import TIANDITU
from geo.page.basemaps import basemaps
from geo.page.build import build_map
from geo.page.build import render_page
from geo.page.elements import AtlasFigure
from geo.page.elements import Verbatim
from geo.page.elements import script
from geo.page.elements import style
from geo.page.options import MapOptions
from geo.page.policy import content_policy
from tests.fixtures.islands import code_of


class Head(HTMLParser):
    """The policies of a page, and the tags that stand before them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.before: list[str] = []
        self.policies: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Keep a policy, or what comes before the first."""
        told = dict(attrs)
        if told.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(told["content"])
        elif not self.policies:
            self.before.append((tag, *told))


def directives(page: str) -> dict[str, list[str]]:
    [policy] = Head(page).policies
    parts = [part.split() for part in policy.split("; ")]
    assert len({name for name, *_ in parts}) == len(parts)
    return {name: sources for name, *sources in parts}


def inline(page: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_policy_stands_once_before_all_that_it_rules(page):
    head = Head(page)
    assert len(head.policies) == 1
    assert head.before == [("html", "lang"), ("head",), ("meta", "charset")]


def test_everything_is_forbidden_that_is_not_named(page):
    told = directives(page)
    assert list(told) == [
        *("default-src", "script-src", "style-src", "img-src", "connect-src"),
        *("font-src", "object-src", "base-uri", "form-action"),
    ]
    names = ("default-src", "connect-src", "font-src", "object-src", "base-uri", "form-action")
    assert [told[name] for name in names] == [["'none'"]] * len(names)
    assert not re.search(r"unsafe|\*|http:|strict-dynamic", " ".join(Head(page).policies))


@pytest.mark.parametrize(("tag", "number"), [("script", 7), ("style", 4)])
def test_every_inline_text_works_by_its_own_digest_and_no_other_does(page, tag, number):
    texts = inline(page, tag)
    assert len(re.findall(rf"<{tag}[ >]", page)) - page.count("<script type=") * (tag == "script") == len(texts)
    put_in = [text for each, text in code_of(page) if each == tag]
    assert len(texts) + len(put_in) == number
    assert set(directives(page)[f"{tag}-src"]) == {digest(text) for text in (*texts, *put_in)}


def test_a_changed_byte_changes_the_policy():
    one, other = (content_policy(f"<script>f({number})</script>", ()) for number in (1, 2))
    assert digest("f(1)") in one
    assert digest("f(1)") not in other


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_digest_is_that_of_what_a_browser_reads(ends):
    assert digest("a\nb\n") in content_policy(f"<style>a{ends}b{ends}</style>", ())


def test_what_is_neither_script_nor_style_needs_no_digest():
    assert "script-src 'none'; style-src 'none'; " in content_policy("<p>f()</p><script src=x></script>", ())


@pytest.mark.parametrize(
    ("options", "hosts"),
    [
        (MapOptions(), {"autonavi.com", "arcgisonline.com", "openstreetmap.org"}),
        (
            MapOptions(tianditu_key="t; script-src *", carto_key="c' x"),
            {"autonavi.com", "arcgisonline.com", "openstreetmap.org", "tianditu.gov.cn", "cartocdn.com"},
        ),
    ],
    ids=["plain", "keys"],
)
def test_pictures_come_from_the_basemaps_on_offer_alone(atlas, options, hosts):
    data, blob, *origins = directives(render_page(atlas, options))["img-src"]
    assert (data, blob) == ("data:", "blob:")
    offered = basemaps({TIANDITU: options.tianditu_key, CARTO: options.carto_key})
    templates = [(basemap, address) for basemap in offered for address in (*basemap.tiles, *basemap.dark)]
    asked = {
        re.match(r"https://[^/]+", address)[0].replace("{s}", name)
        for basemap, address in templates
        for name in basemap.subdomains or "-"
    }
    assert set(origins) == asked
    assert len(origins) == len(asked)
    assert {
        ".".join(origin.split(".")[-2:]) if "gov" not in origin else "tianditu.gov.cn" for origin in origins
    } == hosts


def test_markup_in_the_body_gets_no_digest():
    """A text of the record that became markup by some fault of ours would not run all the same."""
    figure = AtlasFigure(title="Title")
    figure.header.add_child(script("ours()"))
    for part in (figure.html, figure.data):
        part.add_child(script("theirs()"))
        part.add_child(style("theirs{}"))
        part.add_child(Verbatim("<img src=x onerror='theirs()'>"))
    told = directives(figure.render())
    assert digest("ours()") in told["script-src"]
    assert len(told["script-src"]) == 2, "ours, and the script that draws the map"
    assert told["style-src"] == ["'none'"]


def test_code_of_further_layers_may_run(atlas, page):
    drawing = build_map(atlas)
    folium.Circle([27.8, 113.1], radius=500).add_to(drawing)
    drawing.get_root().header.add_child(style(".further{}"))
    further = drawing.get_root().render()
    texts = [*inline(further, "script"), *(text for tag, text in code_of(further) if tag == "script")]
    assert set(directives(further)["script-src"]) == {digest(text) for text in texts}
    assert directives(further)["script-src"] != directives(page)["script-src"]
    assert digest(".further{}") in directives(further)["style-src"]


def test_origins_that_may_talk_to_the_page_add_nothing_to_its_policy(atlas, page):
    talking = render_page(atlas, MapOptions(embed_origins=["https://example.org"]))
    assert directives(talking) == directives(page)


@pytest.mark.parametrize(
    "origin",
    [
        *("*", "null", "https://*.example.org", "https://example.org/", "https://example.org/a", "http://example.org"),
        *("HTTPS://example.org", "https://Example.org", "https://example.org:443", "http://localhost:80", "file://"),
        *(
            "https://user@example.org",
            "https://example.org:99999",
            "https://example.org\n",
            "https://",
            "https://-a.org",
        ),
        *("http://localhost.example.org", "http://127.0.0.1:8000", "https://例.org", "", None, 1),
    ],
)
def test_what_no_browser_would_call_a_safe_origin_is_refused(origin):
    with pytest.raises(AtlasError, match=r"^embed_origins: "):
        MapOptions(embed_origins=[origin])


def test_origins_are_a_list_of_those_that_browsers_write():
    origins = ("https://example.org", "https://a-b.example.org:8443", "http://localhost", "http://localhost:8000")
    assert MapOptions(embed_origins=[*origins, *origins]).embed_origins == origins
    with pytest.raises(AtlasError, match="must be a list"):
        MapOptions(embed_origins="https://example.org")
