"""A tour of every place: its sign, popup and facts tell what the record holds, by value, date, aim, source and line."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
import shapely

from geo.atlas.atlas import Atlas
from geo.atlas.atlas import subjects
from geo.atlas.headline import OF_A_SITE
from geo.atlas.headline import key_figures
from geo.atlas.wording import date_text
from geo.atlas.wording import when_text
from geo.record.layers import SITE_LAYERS
from geo.record.vocabulary import ACTUAL
from geo.record.vocabulary import EXACT_M
from geo.record.vocabulary import NUMBER
from geo.record.vocabulary import PRIMARY
from geo.record.vocabulary import STATUS
from geo.record.vocabulary import period
from tests.browser.conftest import LANGS
from tests.browser.test_markers import metres
from tests.fixtures.shared import ADCODES
from tests.fixtures.shared import CITY
from tests.fixtures.shared import PLACE
from tests.fixtures.shared import PLANE

pytestmark = pytest.mark.matrix  # opens every place twice in each language

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


def status_date(claims, words, status: str) -> str:
    """Return the last date at which a source gives a status: of the latest year, the most exact one."""
    told = [
        claim.as_of
        for claim in claims
        if words.indicators[claim.indicator].type == STATUS and claim.aim == ACTUAL and claim.as_of and not claim.scope
        if any(fact["value"] == status for fact in claim.facts)
    ]
    return max(told, key=lambda as_of: (period(as_of)[1].year, as_of.rpartition("/")[2]))


@pytest.fixture(scope="module")
def chosen(visit, atlas: Atlas) -> dict[str, dict[str, dict]]:
    """Choose every place and district that stands on the map: its sign, circles and popup, by language and id."""
    placed = [*atlas.districts.index, *atlas.sites.index[atlas.sites.geometry.notna()]]
    seen = "({ marks: probe.marks(), circles: probe.circles(), popup: probe.popup() })"
    return {lang: _tour(visit, placed, f"#lang={lang}&place={{}}", seen) for lang in LANGS}


@pytest.fixture(scope="module")
def drawers(visit, atlas: Atlas) -> dict[str, dict[str, dict]]:
    """Open the facts of the city, every district and every site: what the drawer holds, by language and id."""
    return {
        lang: _tour(visit, subjects(atlas), f"#lang={lang}&place={{}}&facts=1", "(probe.unfold(), probe.drawer())")
        for lang in LANGS
    }


def _tour(visit, ids: list[str], address: str, seen: str) -> dict[str, dict]:
    with visit() as reader:
        told = reader.open(address.format(ids[0])).tour([address.format(each) for each in ids], seen)
    return dict(zip(ids, told, strict=True))


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
        # Of a site with several places it names the one that is shown, too.
        told = site.position_uncertainty_m > EXACT_M or bool(site.position_name_zh)
        assert (say(lang, "position") in popup["terms"]) == told, site.Index


def test_popup_tells_the_status_that_holds_with_its_date(chosen, atlas, placed, lang, say):
    for site in placed.itertuples():
        told = chosen[lang][site.Index]["popup"]["terms"][say(lang, "status")]
        if site.status is None:
            assert told == say(lang, "noStatus")
            continue
        label = getattr(atlas.words.statuses[site.status], f"name_{lang}")
        assert told.startswith(label)
        since = status_date(atlas.claims[site.Index], atlas.words, site.status)
        end = since.rpartition("/")[2][: len("2024-12")]  # of an interval, and no nearer than the month
        assert date_parts(told.removeprefix(label)) == date_parts(end), site.Index


def test_popup_and_drawer_tell_the_key_figures(chosen, drawers, atlas, lang):
    words = atlas.words
    publishers = atlas.sources[f"publisher_{lang}"]
    full = 0
    for subject, seen in chosen[lang].items():
        expected = [atlas.claims[subject][figure.claim] for figure in key_figures(atlas, subject)]
        told = seen["popup"]["facts"]
        assert told == drawers[lang][subject]["key"]
        assert len(told) == len(expected), subject
        full += len(told) == OF_A_SITE
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
        further = (text for each in (*site.parts, *site.rival_positions) for text in each["evidence"])
        for shown, stated in zip(drawer["evidence"], [*site.position_evidence, *further], strict=True):
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


def test_places_without_facts_say_so(drawers, visit, atlas, say):
    silent = [site for site in atlas.sites.index if site not in atlas.claims]
    assert silent
    assert all(drawers["zh"][site]["facts"] == [] for site in silent)
    with visit() as reader:
        reader.open(f"#place={silent[0]}&facts=1")
        assert reader.page.locator(".progress .empty").text_content() == say("zh", "noFacts")


def test_chosen_place_has_the_sign_of_its_layer_and_its_doubt(chosen, atlas, placed):
    rows = subjects(atlas)
    shapes = {}
    for site in placed.itertuples():
        marks = chosen["zh"][site.Index]["marks"]
        mine = [each for each in marks if rows[each["row"]] == site.Index]
        names = {site.name_zh: site.position_uncertainty_m}
        names |= {f"{site.name_zh} · {part['name_zh']}": part["uncertainty_m"] for part in site.parts}
        # Parts that lie close together at this zoom have one mark.
        assert site.name_zh in {mark["label"] for mark in mine} <= set(names), site.Index
        for mark in mine:
            doubtful = names[mark["label"]] > EXACT_M
            assert {"chosen", f"layer-{site.layer}"} <= set(mark["classes"])
            assert ("doubtful" in mark["classes"]) == mark["dashed"] == doubtful, site.Index
            assert ("shaped" in mark["classes"]) == (not site.geometry.geom_type.endswith("Point")), site.Index
            shapes.setdefault(site.layer, set()).add(mark["shape"])
        assert sum("chosen" in each["classes"] for each in marks) == len(mine)
    assert set(shapes) == set(SITE_LAYERS)
    assert all(len(drawn) == 1 for drawn in shapes.values())
    assert len(set.union(*shapes.values())) == len(SITE_LAYERS)


def test_circle_of_a_doubtful_place_has_its_radius_and_place(chosen, placed):
    circled = 0
    for site in placed.itertuples():
        circles = chosen["zh"][site.Index]["circles"]
        places = [(site.position_uncertainty_m, site.point.coords[0])]
        places += [(part["uncertainty_m"], part["point"]) for part in site.parts]
        shaped = not site.geometry.geom_type.endswith("Point")
        due = [] if shaped else [(radius, at) for radius, at in places if radius > EXACT_M]
        due += [(rival["uncertainty_m"], rival["point"]) for rival in site.rival_positions]
        assert [circle["radius"] for circle in circles] == [radius for radius, _ in due], site.Index
        assert all(metres(circle["at"], at) < 0.1 for circle, (_, at) in zip(circles, due, strict=True))
        circled += len(due)
    assert circled > 10


def test_district_drawer_lists_all_its_places_the_unplaced_apart(desktop, drawers, atlas, unplaced, lang, say):
    for unit in (*ADCODES, "430200"):
        drawer = drawers[lang][unit]
        home = atlas.sites["all_districts"].map(
            lambda listed, unit=unit: unit in listed if unit in ADCODES else not listed
        )
        members = atlas.sites[home]
        assert sorted(drawer["members"]) == sorted(members[f"name_{lang}"]), unit
    desktop.open(f"#lang={lang}&place=430204&facts=1")
    apart = desktop.page.locator(".contains ul.members").last.locator(".link").all_text_contents()
    here = unplaced[unplaced["districts"].map(lambda listed: "430204" in listed)]
    assert sorted(apart) == sorted(here[f"name_{lang}"])
    assert desktop.page.get_by_text(say(lang, "unplaced"), exact=True).count() == 1


def test_progress_tells_what_is_planned_from_what_has_been(drawers, desktop, atlas):
    ahead = {
        (subject, claim.as_of)
        for subject, claims in atlas.claims.items()
        for claim in claims
        if atlas.words.indicators[claim.indicator].type == STATUS and claim.aim != ACTUAL
    }
    subject = next(iter(sorted(subject for subject, _ in ahead if subject in atlas.sites.index)))
    desktop.open(f"#place={subject}&facts=1")
    marked = desktop.page.locator(".progress li:is(.ahead, .overdue, .answered)")
    assert marked.count() >= sum(each == subject for each, _ in ahead)
    assert marked.locator(".aim").count() == marked.count()
    assert desktop.page.locator(".progress li.latest:is(.ahead, .overdue, .answered)").count() == 0
    assert drawers["zh"][subject]["facts"]


def places_of(site) -> list:
    """Points of a site, with how far each may be off: its own, and those of its parts."""
    own = (site["point"], site["position_uncertainty_m"])
    return [own, *((shapely.Point(part["point"]), part["uncertainty_m"]) for part in site["parts"])]


def test_neighbours_are_near_and_farther_than_the_positions_are_doubtful(drawers, atlas, lang):
    placed = atlas.raw_sites[atlas.raw_sites.geometry.notna()]
    by_name = {site[f"name_{lang}"]: site for _, site in placed.iterrows()}
    seen = 0
    for site in placed.itertuples():
        told = drawers[lang][site.Index]["near"]
        assert len(told) <= 6
        distances = []
        for line in told:
            other = by_name[line["name"]]
            metres, doubt = min(
                (PLANE.distance_m(at, there), off + beyond)
                for at, off in places_of(site._asdict())
                for there, beyond in places_of(other)
            )
            assert doubt < metres <= 5010
            number = float(re.search(r"\d+(?:\.\d+)?", line["distance"])[0])
            assert number * (1000 if re.search(r"km|公里", line["distance"]) else 1) == pytest.approx(metres, abs=101)
            distances.append(metres)
            seen += 1
        assert distances == sorted(distances)
    assert seen > 0
