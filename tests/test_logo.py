"""The logo of who publishes a map: listed by ``format``, carried by the page and by deposits."""

from __future__ import annotations

import base64
import json

import pytest

from geo.atlas.atlas import Atlas
from geo.cli import main
from geo.history.difference import difference
from geo.page.payload.core import core_payload
from geo.record.canonical import canonical
from geo.record.paths import LOGO
from geo.record.paths import PACKAGE
from geo.record.pictures import PICTURES
from geo.record.pictures import described
from geo.record.pictures import picture_entry
from geo.record.read import read
from tests.conftest import Tiny
from tests.test_relief import PNG


def give_logo(tiny: Tiny, picture: bytes = PNG, **entry: object) -> None:
    tiny.text[LOGO] = picture
    tiny.package["resources"].append({"name": "logo", "path": LOGO} | described(picture) | entry)


def test_a_record_needs_no_logo(tiny: Tiny) -> None:
    assert core_payload(Atlas(read(tiny.write())))["logo"] is None


def test_the_page_carries_the_logo(tiny: Tiny) -> None:
    give_logo(tiny)
    assert tiny.issues() == []
    logo = core_payload(Atlas(read(tiny.root)))["logo"]
    assert logo is not None
    assert base64.b64decode(logo.removeprefix("data:image/png;base64,")) == PNG


def test_format_lists_the_logo_that_lies_there_and_describes_another_anew(tiny: Tiny) -> None:
    tiny.text[LOGO] = PNG
    assert [(issue.where, issue.code) for issue in tiny.found()] == [(LOGO, "wrong-logo")]
    for picture in (PNG, PNG + b"\0"):
        (tiny.root / LOGO).write_bytes(picture)
        assert main(["--root", str(tiny.root), "format"]) == 0
        entry = picture_entry(json.loads((tiny.root / PACKAGE).read_text("utf-8")), LOGO)
        assert entry == {"name": "logo", "path": LOGO, "format": "png", "mediatype": "image/png"} | described(picture)
        assert main(["--root", str(tiny.root), "validate"]) == 0


@pytest.mark.parametrize(
    ("picture", "entry", "where"),
    [
        (PNG, {"hash": "sha256:0"}, PACKAGE),
        (PNG, {"bytes": 1}, PACKAGE),
        (b"<svg onload='alert(1)'/>", {}, LOGO),
        (PNG + bytes(PICTURES[LOGO].largest), {}, LOGO),
        (PNG[:16] + b"\0\0\2\1" * 2, {}, LOGO),
    ],
    ids=["hash", "bytes", "no PNG", "too many bytes", "too many pixels"],
)
def test_a_logo_that_is_not_as_described_is_refused(tiny: Tiny, picture: bytes, entry: dict, where: str) -> None:
    give_logo(tiny, picture, **entry)
    assert [(issue.where, issue.code) for issue in tiny.found()] == [(where, "wrong-logo")]


def test_a_logo_that_is_listed_must_be_there(tiny: Tiny) -> None:
    give_logo(tiny)
    del tiny.text[LOGO]
    assert [(issue.where, issue.code) for issue in tiny.found()] == [(LOGO, "missing-file")]


def test_another_logo_is_another_record_and_diff_tells(tiny: Tiny) -> None:
    before = read(tiny.write())
    give_logo(tiny)
    after = read(tiny.write())
    assert Atlas(after).digest != Atlas(before).digest
    told = [change for change in difference(canonical(before), canonical(after)) if change.part == "descriptor"]
    assert LOGO in {field.name for change in told for field in change.fields}


def test_a_deposit_has_the_logo(tiny: Tiny, tmp_path) -> None:
    give_logo(tiny)
    assert main(["--root", str(tiny.write()), "describe", str(tmp_path / "deposit")]) == 0
    assert (tmp_path / "deposit" / LOGO).read_bytes() == PNG
    assert f"`{LOGO}`" in (tmp_path / "deposit/README.md").read_text("utf-8")
