"""The page of a review in a browser: a whole review by keyboard, from an article to the record."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas
from geo.cli import main
from geo.geodesy.datum import to_wgs84
from geo.mentions.places import NEW
from geo.patch.apply import stand_of
from geo.patch.read import patch_of
from geo.patch.read import read_patch
from geo.patch.rejections import read_rejections
from geo.record.read import read
from geo.review.page import review_page
from geo.review.payload import review_of_candidates
from geo.review.payload import review_of_patch
from tests.attack.review import TEXTS
from tests.attack.review import attack
from tests.browser.test_accessibility import AXE
from tests.browser.test_accessibility import FINDINGS
from tests.browser.test_accessibility import RULES
from tests.fixtures.articles import PUBLISHED
from tests.fixtures.articles import SOURCE
from tests.fixtures.articles import write_article
from tests.fixtures.shared import RECORD

NO_PATCH = {"name": "x.json", "mimeType": "application/json", "buffer": b"{}"}


@pytest.fixture
def root(tmp_path) -> Path:
    return shutil.copytree(RECORD, tmp_path / "record")


@pytest.fixture
def reviewing(visit, tmp_path, root):
    """Return a way to open the review of the article."""
    atlas = Atlas(read(root))
    text, candidates = write_article(tmp_path, atlas)
    file = tmp_path / "review.html"
    review_page(atlas, review_of_candidates(atlas, candidates, text)).save(file)

    def opened(device: str = "desktop", **options):
        return visit(device, file=file, of=atlas, **options)

    return opened


def begin(reader) -> None:
    reader.page.goto(reader.address)
    reader.until("document.querySelector('.queue .item')")


def keys(reader, *pressed: str) -> None:
    for key in pressed:
        reader.page.keyboard.press(key)


def saved(reader, tmp_path) -> Path:
    """Save the patch by its key."""
    with reader.page.expect_download() as download:
        keys(reader, "s")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def fill(reader, **values: str) -> None:
    """Type into fields of a form that are reached by the keyboard."""
    for name, value in values.items():
        reader.page.locator(f"[name={name}]").focus()
        keys(reader, "ControlOrMeta+a")
        reader.page.keyboard.type(value)


def test_an_article_enters_the_record_by_keyboard_alone(reviewing, tmp_path, root, capsys):
    with reviewing() as reader:
        begin(reader)
        while reader.page.locator(".queue [aria-current] q").text_content() != "14亿元":
            keys(reader, "j")
        assert reader.page.locator(".text mark").text_content() == "14亿元"
        assert reader.page.locator(".neighbours tr.draft").count() == 1
        assert "12.5" in reader.page.locator(".neighbours").text_content(), "what the record says of it stands beside"
        keys(reader, "1", "e")
        assert reader.page.evaluate("document.activeElement.name") == "subject"
        keys(reader, "a")
        assert reader.page.locator(".queue .accepted").count() == 0, "what is typed in a field is no key"
        keys(reader, "Escape", "Escape", "a")
        keys(reader, "r")
        reader.page.keyboard.type("of no place")
        keys(reader, "Enter")
        assert reader.page.locator(".queue .rejected").count() == 1
        keys(reader, "u", "u", "a", "s")
        assert reader.page.locator("dialog [name=title_en]").is_visible(), "a source that is not complete is asked for"
        fill(reader, title_en="Hill news", publisher_zh="山报", publisher_en="Hill Daily")
        fill(reader, published="2024-12-21", accessed="2024-12-30")
        reader.page.locator("dialog [name=type]").select_option("newspaper")
        reader.page.locator("dialog [name=form]").select_option("file")
        keys(reader, "Escape")
        reader.page.locator(".detail").focus()
        left = reader.page.locator(".queue .item:not(.accepted)").count()
        for _ in range(left):
            keys(reader, "r", "Enter")
        patch = saved(reader, tmp_path)
    told = json.loads(patch.read_text("utf-8"))
    assert [change["do"] for change in told["changes"]] == ["add", "add", *["reject"] * left]
    assert main(["--root", str(root), "apply", str(patch), "--yes"]) == 0, capsys.readouterr()
    record = read(root)
    [fact] = [each for each in record.facts if each["source"] == SOURCE]
    assert (fact["subject"], fact["value"], fact["locator"], fact["token"]) == ("hill-works", "14", "L3", "14亿元")
    assert len(read_rejections(root).rows) == left


def test_who_rejects_all_changes_nothing_and_is_not_asked_again(reviewing, tmp_path, root, capsys):
    before = {path: path.read_bytes() for path in root.rglob("*.*")}
    mentions = ["--root", str(root), "mentions", str(tmp_path / "article.txt"), "--published", PUBLISHED]
    with reviewing() as reader:
        begin(reader)
        for _ in range(reader.page.locator(".queue .item").count()):
            keys(reader, "r", "Enter")
        patch = saved(reader, tmp_path)
    assert main(["--root", str(root), "apply", str(patch), "--yes"]) == 0
    assert {path: path.read_bytes() for path in before} == before
    capsys.readouterr()
    assert main([*mentions, "--source", SOURCE]) == 0
    _, *rows = capsys.readouterr().out.splitlines()
    assert [row for row in rows if ",place," not in row] == []
    assert not any(f",{NEW}" in row for row in rows), "nor a place that was rejected"


def test_a_place_that_only_the_text_knows_is_added_by_a_press_on_the_map(reviewing, tmp_path, root, capsys):
    with reviewing() as reader:
        begin(reader)
        page = reader.page
        page.get_by_role("button", name="新星泵业项目").first.click()
        wrong = page.locator(".detail [aria-invalid=true]")
        assert wrong.count() == 0, "what nobody has filled in yet is not wrong"
        page.locator("[data-key=accept]").click()
        assert "name_en" in wrong.evaluate_all("(all) => all.map((each) => each.name)")
        page.locator(".leaflet-container").click(position={"x": 200, "y": 250})
        reader.until("document.querySelector('[name=at]').value !== ''")
        lon, lat = map(float, page.locator("[name=at]").input_value().split(", "))
        assert page.locator("[name=position_evidence]").input_value() == "", "the article does not say where it is"
        fill(reader, name_en="New Star Pumps", position_uncertainty_m="500", position_evidence="https://example.org")
        choose(reader, kind="industry-project", position_basis="knowledge", value="signed")
        fill(reader, as_of="2024-12")
        keys(reader, "Escape")
        page.locator("[data-key=accept]").click()
        assert page.locator(".queue .accepted").count() == 1, page.locator(".detail .fault").all_text_contents()
        page.get_by_role("button", name="2亿元").first.click()
        chosen = page.locator(".best [aria-pressed=true]")
        assert chosen.text_content() == "1新星泵业项目", "a figure of a place that was added is about that place"
        page.locator("[data-key=accept]").click()
        assert page.locator(".queue .accepted").count() == 2, page.locator(".detail .fault").all_text_contents()
        page.get_by_role("button", name="新星泵业项目").first.click()
        keys(reader, "r", "Enter", "s")
        assert page.locator(".queue [aria-current] q").text_content() == "2亿元", "its place is none any more"
        assert page.evaluate("document.activeElement.name") == "subject"
        keys(reader, "Escape", "u")
        page.locator("[data-key=open-source]").click()
        fill(reader, title_en="Hill news", publisher_zh="山报", publisher_en="Hill Daily")
        fill(reader, published="2024-12-21", accessed="2024-12-30")
        choose(reader, type="newspaper", form="file")
        keys(reader, "Escape")
        page.locator(".detail").focus()
        patch = saved(reader, tmp_path)
        page.reload()
        reader.until("document.querySelector('.queue .item')")
        page.locator("[data-key=go-on]").set_input_files(patch)
        reader.until("document.querySelectorAll('.queue .accepted').length === 2")
        page.locator(".detail").focus()
        first = patch.read_bytes()
        assert saved(reader, tmp_path).read_bytes() == first, "what is gone on with is saved as it was"
    assert main(["--root", str(root), "apply", str(patch), "--yes"]) == 0, capsys.readouterr()
    record = read(root)
    [place] = [each for each in record.features("projects") if each["id"] == "new-star-pumps"]
    assert place["geometry"]["coordinates"] == [lon, lat]
    assert place["properties"]["position_found"] is None, "what is pressed on the map was found nowhere else"
    assert {fact["indicator"] for fact in record.facts if fact["subject"] == "new-star-pumps"} == {
        "status",
        "investment",
    }


def accept_folded(reader) -> tuple[int, str]:
    """Fold the form of a change away, and accept it: how many are accepted then, and which field has the keyboard."""
    reader.page.locator("details.editing > summary").click()
    reader.until("!document.querySelector('.detail .form')")
    keys(reader, "a")
    return reader.page.locator(".queue .accepted").count(), reader.page.evaluate("document.activeElement.name")


def test_a_proposal_is_edited_before_it_is_accepted(visit, tmp_path, root):
    atlas = Atlas(read(root))
    fact = next(row for row in atlas.record.facts if row["id"] == "f0007")
    places = {each["id"]: each for each in atlas.record.features("projects")}
    works, mill = places["hill-works"], places["round-mill"]
    noted = {"note_zh": "见报", "note_en": "As in the paper"}
    held = mill["properties"]["parts"]
    moved = {
        "geometry": {"type": "Point", "coordinates": [113.25, 27.74]},
        "position_evidence": ["https://example.org"],
    }
    changes = [
        {"do": "change", "in": "facts", "id": fact["id"], "from": {name: fact[name] for name in noted}, "to": noted},
        {
            "do": "change",
            "in": "projects",
            "id": works["id"],
            "because": "better-evidence",
            "to": moved,
            "from": {"geometry": works["geometry"], "position_evidence": works["properties"]["position_evidence"]},
        },
        {
            "do": "change",
            "in": "projects",
            "id": mill["id"],
            "from": {"parts": held, "rival_positions": mill["properties"]["rival_positions"]},
            "to": {
                "rival_positions": [],
                "parts": [held[0] | {"uncertainty_m": 400}, held[0] | {"name_zh": "三厂", "name_en": "Third works"}],
            },
        },
    ]
    patch = patch_of({"atlas_patch": 1, "record": stand_of(atlas.record), "changes": changes})
    file = tmp_path / "review.html"
    review_page(atlas, review_of_patch(atlas, patch)).save(file)
    with visit(file=file, of=atlas, hosts=("is.autonavi.com",), accept_downloads=True, bypass_csp=True) as reader:
        begin(reader)
        keys(reader, "e")
        fill(reader, note_en="In print")
        reader.page.locator("[name=because]").select_option("misread")
        keys(reader, "Escape")
        keys(reader, "a", "e")
        assert reader.page.locator(".proposed-pin").count() == 1
        assert reader.asked == [], "no server before one is chosen"
        reader.press("map-base")
        reader.press("basemap-amap")
        reader.page.locator(".proposed-pin").press("Shift+ArrowUp")
        assert reader.page.locator("[name=datum]").input_value() == "GCJ-02"
        assert len(reader.asked) > 0
        reader.page.locator("[name=position_evidence]").fill("")
        assert accept_folded(reader) == (1, "position_evidence"), "what is wrong is not accepted, but opened"
        reader.page.locator("[name=position_evidence]").fill("https://example.org/b")
        reader.page.add_script_tag(path=AXE)
        assert reader.page.evaluate(FINDINGS, RULES) == []
        keys(reader, "Escape", "a")
        assert reader.page.locator(".queue .item").count() == 5, "each part is decided by itself"
        keys(reader, "a", "e")
        fill(reader, name_en="The third works")
        keys(reader, "Escape", "a")
        assert reader.page.locator(".move.before").count() == 1, "what is taken out is drawn where it was"
        keys(reader, "a")
        saved_patch = saved(reader, tmp_path)
    figure, position, parts, gone = read_patch(saved_patch).changes
    assert parts["from"] == {"parts": held}
    assert gone["to"] == {"rival_positions": []}
    told = [(part["name_en"], part["uncertainty_m"]) for part in parts["to"]["parts"]]
    assert told == [("Old works", 400), ("The third works", 300)]
    assert figure["to"] == {"note_zh": "见报", "note_en": "In print"}
    assert figure["because"] == "misread"
    [lon, lat] = position["to"]["geometry"]["coordinates"]
    assert lat > moved["geometry"]["coordinates"][1]
    assert to_wgs84(*position["to"]["position_found"], "GCJ-02") == pytest.approx((lon, lat), abs=2e-6)
    assert position["to"]["position_evidence"] == ["https://example.org/b"]


def choose(reader, **values: str) -> None:
    """Choose in fields of a form, by the codes of the choices."""
    for name, value in values.items():
        reader.page.locator(f"select[name={name}]:visible").select_option(value)


@pytest.mark.matrix
def test_work_is_not_lost(reviewing, tmp_path):
    with reviewing() as reader:
        begin(reader)
        reader.page.locator("[data-key=verdict-new]").focus()
        keys(reader, "Tab", "r")
        reader.page.keyboard.type("why not")
        keys(reader, "Enter")
        words = reader.page.locator(".bar [role=status]").text_content()
        patch = saved(reader, tmp_path)
        reader.page.reload()
        reader.until("document.querySelector('.queue .item')")
        assert reader.page.locator(".queue .rejected").count() == 0
        reader.page.locator("[data-key=go-on]").set_input_files(patch)
        reader.until("document.querySelector('.queue .rejected')")
        assert reader.page.locator(".bar [role=status]").text_content() == words
        reader.page.locator("[data-key=go-on]").set_input_files(NO_PATCH)
        reader.until("document.querySelector('.toast:not([hidden])')")


def test_what_is_said_is_in_sight_and_covers_no_decision(reviewing):
    with reviewing("phone") as reader:
        begin(reader)
        reader.page.locator("[data-key=go-on]").set_input_files(NO_PATCH)
        reader.until("document.querySelector('.toast:not([hidden])')")
        said, buttons = (reader.page.locator(part).bounding_box() for part in (".toast", ".decision"))
        assert said["y"] + said["height"] <= buttons["y"] < reader.page.viewport_size["height"]
        while not reader.page.locator(".detail [name=name_en]").count():
            reader.page.locator("[data-key=next]").tap()
        reader.page.locator("[data-key=accept]").tap()
        reader.page.locator(".detail [aria-invalid=true]").first.wait_for()
        first = "document.activeElement === document.querySelector('.detail [aria-invalid=true]')"
        assert reader.page.evaluate(first), "what is wrong is gone through from above"


@pytest.mark.matrix
@pytest.mark.parametrize(("device", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_axe_finds_nothing(reviewing, device, scheme):
    with reviewing(device, color_scheme=scheme, bypass_csp=True) as reader:
        begin(reader)
        reader.page.add_script_tag(path=AXE)
        found = []
        for keys_ in ((), ("j",), ("r",), ("Escape", "?"), ("Escape",)):
            keys(reader, *keys_)
            found += reader.page.evaluate(FINDINGS, RULES)
        if device == "phone":
            assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert found == []


def test_hostile_articles_candidates_and_proposals_are_text(browser):
    shown, told = attack(browser, TEXTS[::9])
    assert shown > 50
    assert told == {"executed": [], "requests": [], "faults": []}
