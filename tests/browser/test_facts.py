"""Popup and facts tell what the record holds: each value, unit, date, aim, source and line, and who disagrees."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal

import pytest

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.wording import date_text
from geo.atlas.wording import when_text
from geo.page.build import render_page
from geo.record.layers import SITE_LAYERS
from geo.record.paths import FACTS
from geo.record.read import read
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import EXACT_M
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import period
from tests.fixtures.shared import CITY
from tests.fixtures.shared import PLACE
from tests.fixtures.shared import RECORD

KEY_FACTS = 3
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def date_parts(text: str) -> list[int]:
    """Years, months and days that a date names, in either language or as the record writes it, each once."""
    named = re.sub("|".join(MONTHS), lambda month: f" {MONTHS.index(month[0]) + 1} ", text)
    return sorted({int(number) for number in re.findall(r"\d+", named)})


def check_when(text: str, fact: dict, lang: str) -> None:
    """Hold a date against a fact; facts that read the same stand together, and a month stands for the days in it."""
    about = when_text(fact["as_of"], "", lang)
    assert text.startswith(about), fact["id"]
    if fact["stated"] not in {"", fact["as_of"]}:
        said = [date_text(fact["stated"][:length], lang) for length in (4, 7, 10)]
        assert any(date in text.removeprefix(about) for date in said), fact["id"]


def line_parts(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def check_value(shown: dict, fact: dict, words, lang: str) -> None:
    """Hold a figure with its unit against a fact."""
    name = f"name_{lang}"
    kind = words.indicators[fact["indicator"]].type
    if kind != NUMBER:
        register = words.statuses if kind == STATUS else words.honours
        assert (shown["figure"], shown["unit"]) == (getattr(register[fact["value"]], name), "")
        return
    unit = words.units[fact["unit"]]
    label = getattr(unit, name)
    value = Decimal(fact["value"]).scaleb(unit.shift_en if lang == "en" else 0)
    parts = [part.strip() for part in label.split("{}")] if "{}" in label else []
    if fact["qualifier"]:
        parts += [part.strip() for part in getattr(words.qualifiers[fact["qualifier"]], name).split("{}")]
    assert all(part in shown["figure"] for part in parts), (fact["id"], shown["figure"])
    shown_unit, _, second = shown["unit"].partition(" (")
    assert shown_unit == ("" if "{}" in label else label)
    assert (second != "") == (lang == "en" and unit.also_en != "")
    numbers = [Decimal(text.replace(",", "")) for text in re.findall(r"-?\d[\d,]*(?:\.\d+)?", shown["figure"])]
    assert numbers == [value], (fact["id"], shown["figure"])


def key_facts(claims, words) -> list:
    """Return the claims that matter most: the first of each indicator but the status."""
    firsts = {}
    for claim in claims:
        if words.indicators[claim.indicator].type != STATUS:
            firsts.setdefault(claim.indicator, claim)
    return list(firsts.values())[:KEY_FACTS]


def status_date(claims, words, status: str) -> str:
    """Return the last date at which a source gives a status: of the latest year, the most exact one."""
    told = [
        claim.as_of
        for claim in claims
        if words.indicators[claim.indicator].type == STATUS and claim.aim == ACTUAL and claim.as_of and not claim.scope
        if any(fact["value"] == status for fact in claim.facts)
    ]
    return max(told, key=lambda as_of: (period(as_of)[1].year, as_of.rpartition("/")[2]))


@pytest.fixture
def placed(atlas):
    return atlas.raw_sites[atlas.raw_sites.geometry.notna()]


def test_popup_names_the_place_its_kind_districts_and_doubt(chosen, atlas, placed, lang, say):
    other = "en" if lang == "zh" else "zh"
    between = "、" if lang == "zh" else ", "
    for site in placed.itertuples():
        popup = chosen[lang][site.Index]["popup"]
        assert popup["name"] == popup["label"] == getattr(site, f"name_{lang}")
        assert popup["other"] == getattr(site, f"name_{other}")
        assert popup["otherLang"].startswith(other)
        assert popup["sign"] == site.layer
        assert popup["kind"] == getattr(atlas.words.kinds[site.kind], f"name_{lang}")
        districts = between.join(atlas.districts[f"name_{lang}"][code] for code in site.all_districts)
        assert popup["terms"][say(lang, "district")] == (districts or say(lang, "cityOnly"))
        doubtful = site.position_uncertainty_m > EXACT_M
        assert (say(lang, "position") in popup["terms"]) == doubtful, site.Index


def test_popup_tells_the_status_that_holds_with_its_date(chosen, atlas, placed, lang, say):
    for site in placed.itertuples():
        told = chosen[lang][site.Index]["popup"]["terms"][say(lang, "status")]
        if site.status is None:
            assert told == say(lang, "noStatus")
            continue
        label = getattr(atlas.words.statuses[site.status], f"name_{lang}")
        assert told.startswith(label)
        since = status_date(atlas.claims[site.Index], atlas.words, site.status)
        assert date_parts(told.removeprefix(label)) == date_parts(since), site.Index


def test_popup_tells_the_three_facts_that_matter_most(chosen, atlas, lang):
    words = atlas.words
    publishers = atlas.sources[f"publisher_{lang}"]
    full = 0
    for subject, seen in chosen[lang].items():
        expected = key_facts(atlas.claims.get(subject, ()), words)
        told = seen["popup"]["facts"]
        assert len(told) == len(expected), subject
        full += len(told) == KEY_FACTS
        for shown, claim in zip(told, expected, strict=True):
            fact = claim.facts[0]
            label = getattr(words.indicators[claim.indicator], f"name_{lang}")
            assert shown["label"].startswith(label)
            if claim.scope:
                assert getattr(words.scopes[claim.scope], f"name_{lang}") in shown["label"]
            check_value(shown, fact, words, lang)
            assert shown["aim"] == claim.aim
            assert shown["aimLabel"] == getattr(words.aims[claim.aim], f"name_{lang}")
            when, publisher, *line = shown["when"].split(" · ")
            assert when == when_text(fact["as_of"], fact["stated"], lang), fact["id"]
            assert publisher.partition(" ≠")[0] == publishers[fact["source"]]
            assert line_parts("".join(line).partition("≠")[0]) == line_parts(fact["locator"])
            assert shown["differs"] == claim.differs
    assert full > 0


def test_popup_links_to_all_its_facts_by_an_address(chosen, atlas, lang, say):
    for subject, seen in chosen[lang].items():
        number = sum(len(claim.facts) for claim in atlas.claims.get(subject, ()))
        popup = seen["popup"]
        assert popup["link"] == (say(lang, "allFacts", count=number) if number else say(lang, "details"))
        assert popup["href"].startswith("#")
        assert f"place={subject}" in popup["href"]
        assert ("lang=en" in popup["href"]) == (lang == "en")


def test_drawer_shows_every_fact_with_value_date_aim_source_and_line(drawers, atlas, lang):
    words = atlas.words
    facts = {fact["id"]: fact for fact in atlas.record.facts}
    shown_ids = []
    for subject, drawer in drawers[lang].items():
        claims = {fact["id"]: claim for claim in atlas.claims.get(subject, ()) for fact in claim.facts}
        assert sorted(shown["id"] for shown in drawer["facts"]) == sorted(claims), subject
        for shown in drawer["facts"]:
            fact, claim = facts[shown["id"]], claims[shown["id"]]
            indicator = words.indicators[fact["indicator"]]
            check_value(shown, fact, words, lang)
            check_when(shown["when"], fact, lang)
            assert shown["differs"] == claim.differs, fact["id"]
            if indicator.type == STATUS:
                assert (shown["aim"] or ACTUAL) == fact["aim"]
            else:
                assert shown["aim"] == fact["aim"]
                assert shown["aimLabel"] == getattr(words.aims[fact["aim"]], f"name_{lang}")
                assert shown["theme"] == getattr(words.themes[indicator.theme], f"name_{lang}")
                assert shown["claim"].startswith(getattr(indicator, f"name_{lang}"))
                if fact["scope"]:
                    assert getattr(words.scopes[fact["scope"]], f"name_{lang}") in shown["claim"]
            source = atlas.sources.loc[fact["source"]]
            assert shown["publisher"] == source[f"publisher_{lang}"]
            assert source[f"title_{lang}"] in shown["line"]
            tail = shown["line"].rpartition(source[f"title_{lang}"])[2]
            if fact["token"]:
                tail = tail.partition(fact["token"].replace("**", ""))[0]
            assert line_parts(tail) == line_parts(fact["locator"]), fact["id"]
            standing = getattr(words.standings[source.standing], f"name_{lang}")
            assert (standing in shown["line"]) == (source.standing != PRIMARY)
            assert (shown["token"] or "") == fact["token"].replace("**", "")
            assert shown["note"] == fact[f"note_{lang}"]
        shown_ids += [shown["id"] for shown in drawer["facts"]]
    assert sorted(shown_ids) == sorted(facts)


def test_drawer_names_the_subject_in_both_languages(drawers, atlas, lang):
    other = "en" if lang == "zh" else "zh"
    names = {
        key: {
            CITY: getattr(PLACE, f"name_{key}"),
            **atlas.districts[f"name_{key}"],
            **atlas.sites[f"name_{key}"],
        }
        for key in (lang, other)
    }
    for subject, drawer in drawers[lang].items():
        assert (drawer["name"], drawer["other"]) == (names[lang][subject], names[other][subject])
        assert f"place={subject}" in drawer["link"]
        assert "facts=1" in drawer["link"]


def test_drawer_tells_how_a_position_is_known(drawers, atlas, lang, say):
    for site in atlas.raw_sites.itertuples():
        drawer = drawers[lang][site.Index]
        told = drawer["position"]
        for shown, stated in zip(drawer["evidence"], site.position_evidence, strict=True):
            source, _, locator = stated.partition(" ")
            if source in atlas.sources.index:
                assert shown.startswith(atlas.sources[f"title_{lang}"][source])
                assert line_parts(shown.rpartition(" · ")[2]) == line_parts(locator)
            else:
                assert shown == stated
        assert told[say(lang, "basis")] == getattr(atlas.words.bases[site.position_basis], f"name_{lang}")
        if site.geometry is None:
            assert say(lang, "uncertainty") not in told
            continue
        number, doubt = told[say(lang, "uncertainty")], say(lang, "doubtful")
        [radius] = re.findall(r"\d+(?:\.\d+)?", number)
        far = re.search(r"km|公里", number)
        assert Decimal(radius) * (1000 if far else 1) == site.position_uncertainty_m
        assert (doubt in number) == (site.position_uncertainty_m > EXACT_M)
        assert told[say(lang, "datum")] == getattr(atlas.words.datums[site.position_datum], f"name_{lang}")
        if site.position_found:
            assert told[say(lang, "found")] == ", ".join(map(str, site.position_found))
        if site.area_m2:
            [area] = re.findall(r"[\d,.]*\d", told[say(lang, "drawn")].replace("km²", ""))
            assert float(area.replace(",", "")) == pytest.approx(site.area_m2 / 1e6, rel=0.005)
        if site.length_m:
            assert float(told[say(lang, "length")].split()[0].replace(",", "")) == pytest.approx(
                site.length_m / 1e3, rel=0.005
            )


def test_drawer_tells_a_district_s_population_area_and_number_of_sites(drawers, atlas):
    for unit in atlas.districts.itertuples():
        told = [Decimal(figure.replace(",", "")) for figure in drawers["zh"][unit.Index]["figures"]]
        sites = sum(unit.Index in listed for listed in atlas.sites["all_districts"])
        assert told == [int(unit.population), Decimal(str(unit.area_km2)), sites]


def test_values_that_differ_stand_side_by_side(drawers, atlas, lang):
    seen = 0
    for subject, drawer in drawers[lang].items():
        differing = [
            claim
            for claim in atlas.claims.get(subject, ())
            if claim.differs and atlas.words.indicators[claim.indicator].type != STATUS
        ]
        assert len(drawer["disputes"]) == len(differing)
        for dispute in drawer["disputes"]:
            boxes = dispute["boxes"]
            assert len(boxes) > 1
            assert dispute["unequal"] == ["≠"] * (len(boxes) - 1)
            seen += 1
        if drawer["disputes"] and len(drawer["disputes"][0]["boxes"]) == 2:
            one, other = drawer["disputes"][0]["boxes"]
            assert one["right"] <= other["left"]
            assert one["top"] < other["bottom"]
            assert other["top"] < one["bottom"]
    assert seen > 0


def test_statuses_that_differ_are_all_kept_and_said_to_differ(visit, atlas, lang, say):
    disputed = [
        (subject, claim)
        for subject, claims in atlas.claims.items()
        for claim in claims
        if claim.differs and atlas.words.indicators[claim.indicator].type == STATUS
    ]
    assert disputed
    with visit() as reader:
        for subject, claim in disputed:
            reader.open(f"#lang={lang}&place={subject}&facts=1")
            steps = reader.page.locator(".progress li.disputed > b").all_text_contents()
            told = {getattr(atlas.words.statuses[fact["value"]], f"name_{lang}") for fact in claim.facts}
            assert told <= set(steps)
            reason = reader.page.locator(".progress .reason").text_content()
            assert "≠" in reason
            assert say(lang, "differ") in reason


def test_a_resolved_disagreement_tells_its_reason(visit, atlas, lang):
    resolved = [
        (subject, claim) for subject, claims in atlas.claims.items() for claim in claims if claim.resolution is not None
    ]
    assert resolved
    with visit() as reader:
        for subject, claim in resolved:
            reader.open(f"#lang={lang}&place={subject}&facts=1")
            told = " ".join(reader.page.locator(".drawer .reason").all_text_contents())
            reason = atlas.words.resolution_reasons[claim.resolution["reason"]]
            assert getattr(reason, f"name_{lang}") in told
            assert claim.resolution[f"note_{lang}"] in told


def test_a_click_on_a_sign_opens_its_popup_and_the_link_its_facts(reader, atlas):
    reader.open()
    mark = reader.tell("marks")[0]
    site = reader.id_of(mark["row"])
    reader.page.locator(f'.mark[data-row="{mark["row"]}"]').click()
    reader.page.locator(".popup").wait_for()
    reader.still()
    assert reader.tell("popup")["name"] == atlas.sites["name_zh"][site]
    reader.page.locator(".popup .all").click()
    assert reader.tell("drawer")["name"] == atlas.sites["name_zh"][site]
    reader.page.locator(".popup").wait_for(state="detached")


@pytest.mark.parametrize("layer", SITE_LAYERS)
def test_enter_on_a_sign_opens_its_popup_with_the_keyboard_in_it(desktop, atlas, layer):
    site = next(each for each in atlas.raw_sites[atlas.raw_sites.geometry.notna()].itertuples() if each.layer == layer)
    row = subjects(atlas).index(site.Index)
    lon, lat = site.point.coords[0]
    # Every other layer is switched off, so that the sign stands alone or among its like.
    hide = ",".join(code for code in SITE_LAYERS if code != layer)
    desktop.open(f"#hide={hide}&q={site.name_zh}&map=13/{lat}/{lon}")
    sign = desktop.page.locator(f'.mark[data-row="{row}"]:visible')
    sign.focus()
    sign.press("Enter")
    desktop.page.locator(".popup").wait_for()
    desktop.still()
    popup = desktop.tell("popup")
    assert popup["name"] == site.name_zh
    assert popup["focused"]
    desktop.page.keyboard.press("Escape")
    desktop.page.locator(".popup").wait_for(state="detached")
    assert desktop.active["row"] == str(row)
    assert desktop.tell("popup") is None


def test_escape_in_the_facts_closes_them_and_gives_the_keyboard_back(desktop, atlas):
    unplaced = atlas.sites.index[atlas.sites.geometry.isna()][0]
    desktop.open()
    line = desktop.page.locator(f'.item[data-key="{unplaced}"]')
    line.focus()
    line.press("Enter")
    assert desktop.tell("drawer")["focused"]
    desktop.page.keyboard.press("Escape")
    assert desktop.tell("drawer") is None
    assert desktop.active["key"] == unplaced


def test_the_close_buttons_close(reader, atlas):
    site = atlas.sites.index[atlas.sites.geometry.notna()][0]
    reader.open(f"#place={site}")
    reader.page.locator(".popup .close").click()
    reader.page.locator(".popup").wait_for(state="detached")
    reader.open(f"#place={site}&facts=1")
    reader.page.locator(".drawer .close").click()
    assert reader.tell("drawer") is None
    assert reader.tell("popup") is None


def test_the_facts_link_shows_the_same_in_a_new_page(reader, lang, atlas):
    most = max(atlas.sites.index, key=lambda site: sum(len(claim.facts) for claim in atlas.claims.get(site, ())))
    for subject in (most, "430204"):
        reader.open(f"#lang={lang}&place={subject}")
        number = sum(len(claim.facts) for claim in atlas.claims[subject])
        if reader.tell("popup"):
            again = reader.another(reader.tell("popup")["href"])
            reader.page.locator(".popup .all").click()
        else:
            again = reader.another(reader.tell("drawer")["link"])
        one, other = reader.tell("drawer"), again.tell("drawer")
        assert len(other["facts"]) == number > 0
        assert one["facts"] == other["facts"]
        assert one["name"] == other["name"]
        again.page.close()


def test_places_without_facts_say_so(drawers, visit, atlas, say):
    silent = [site for site in atlas.sites.index if site not in atlas.claims]
    assert silent
    assert all(drawers["zh"][site]["facts"] == [] for site in silent)
    with visit() as reader:
        reader.open(f"#place={silent[0]}&facts=1")
        assert reader.page.locator(".progress .empty").text_content() == say("zh", "noFacts")


def test_what_has_no_year_says_so_and_the_filter_by_year_does_not_count_it(visit, tmp_path, lang, say):
    copy = shutil.copytree(RECORD, tmp_path / "record")
    facts = copy / FACTS
    undated = [
        "f0030,ring-road,firms,,7,ge,,,2023-05,actual,notice-2023,,,,",
        "f0031,ring-road,status,,planned,,,,2023-05,target,notice-2023,,,,",
    ]
    lines = [line for line in facts.read_text("utf-8").splitlines() if ",ring-road," not in line]
    facts.write_text("\n".join([*lines, *undated]) + "\n", "utf-8")
    atlas = Atlas(read(copy))
    file = tmp_path / "map.html"
    file.write_bytes(render_page(atlas).encode())
    with visit(file=file, of=atlas) as reader:
        reader.open(f"#lang={lang}&place=ring-road&facts=1")
        stated = date_text("2023-05", lang)
        times = reader.page.locator(".drawer time").all_text_contents()
        assert len(times) == len(undated)
        assert all(time.startswith(say(lang, "noYear")) and stated in time for time in times)
        assert reader.page.locator(".line-of-time").count() == 0
        reader.go(f"#lang={lang}&year=2023")
        assert "ring-road" not in reader.ids
        reader.go(f"#lang={lang}&year=none")
        assert "ring-road" in reader.ids


def test_a_district_tells_where_its_figures_come_from_in_the_readers_language(visit, atlas, lang):
    sources = {row["id"]: row for row in atlas.record.sources}
    with visit() as reader:
        for unit in atlas.raw_districts.itertuples():
            reader.open(f"#lang={lang}&place={unit.Index}&facts=1")
            reader.page.evaluate("probe.unfold()")
            lines = reader.page.locator(".provenance dd").all_inner_texts()
            text = "\n".join(lines)
            for identifier in {*unit.population_source, *unit.area_source, *unit.boundary_source}:
                source = sources[identifier]
                assert source[f"title_{lang}"] in text
                if source["url"]:
                    link = reader.page.locator(f'.provenance a[href="{source["url"]}"]').first
                    assert link.inner_text() == source[f"title_{lang}"]
            for note in (getattr(unit, f"population_note_{lang}"), getattr(unit, f"area_note_{lang}")):
                assert note is None or note in text
            assert "http" not in text
