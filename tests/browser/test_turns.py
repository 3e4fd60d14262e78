"""What takes long is done in turns: the page answers meanwhile, says how far it is, and can be told to stop."""

from __future__ import annotations

import csv
import io

import pytest

from geo.export.csv import to_csv
from tests.browser.conftest import PLACES
from tests.fixtures.shared import PAGE_TEXTS

STOPPED = """(key) => {
  const create = URL.createObjectURL;
  window.saved = 0;
  URL.createObjectURL = (blob) => {
    window.saved += 1;
    return create.call(URL, blob);
  };
  document.querySelector('[data-key="export"]').click();
  document.querySelector(`[data-key="${key}"]`).click();
  const toast = document.querySelector(".toast");
  const said = toast.firstChild.textContent;
  const goes = toast.querySelector("progress").value < 1;
  toast.querySelector("button").click();
  return { said, goes, then: toast.textContent };
}"""
# Longer than all that is left to be written would take.
REST_MS = 600


@pytest.fixture(scope="module")
def what(say) -> str:
    return f"{say('en', 'places', count=PLACES)}, {say('en', 'units', count=10)}"


@pytest.fixture
def reader(visit, crowded):
    with visit(file=crowded, permissions=["clipboard-read", "clipboard-write"]) as reader:
        yield reader.open("#lang=en")


def test_many_places_are_written_as_python_writes_them(reader, crowd, say, what):
    for ending, write in PAGE_TEXTS.items():
        with reader.page.expect_download() as download:
            reader.take(ending)
        file = download.value
        assert file.path().read_bytes() == write(crowd).encode(), ending
        told = say("en", "exported", what=what, file=file.suggested_filename)
        reader.page.locator(".toast", has_text=told).wait_for()


def test_many_places_are_copied_whole(reader, crowd, say, what):
    expected = list(csv.reader(io.StringIO(to_csv(crowd).removeprefix("\ufeff"), newline="")))
    reader.take("copyTable")
    reader.page.locator(".toast", has_text=say("en", "copiedTable", what=what)).wait_for()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert list(csv.reader(io.StringIO(copied, newline=""), delimiter="\t")) == expected


@pytest.mark.parametrize(("key", "words"), [("geojson", "exporting"), ("copyTable", "copying")])
def test_who_stops_it_gets_nothing(reader, say, what, key, words):
    told = reader.page.evaluate(STOPPED, key)
    assert told == {"said": say("en", words, what=what), "goes": True, "then": say("en", "stopped")}
    reader.page.wait_for_timeout(REST_MS)
    assert reader.page.evaluate("window.saved") == 0
    assert reader.page.locator(".toast").text_content() == say("en", "stopped")


def test_who_takes_something_else_gets_that_alone(reader):
    names = []
    reader.page.on("download", lambda download: names.append(download.suggested_filename))
    with reader.page.expect_download():
        reader.page.evaluate(
            """() => ["geojson", "csv"].forEach((key) => {
              document.querySelector('[data-key="export"]').click();
              document.querySelector(`[data-key="${key}"]`).click();
            })"""
        )
    reader.page.wait_for_timeout(REST_MS)
    assert [name.rsplit(".", 1)[1] for name in names] == ["csv"]
