"""pygeoapi serves the published features as its configuration says, and GDAL reads them at the standard's addresses."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pytest

from geo.atlas.atlas import Atlas
from geo.publish.features import write_features
from geo.record.paths import ROOT
from geo.record.read import read

PATIENCE_S = 60


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(read(ROOT))


@pytest.fixture(scope="module")
def folder(atlas, tmp_path_factory) -> Path:
    written = tmp_path_factory.mktemp("features")
    write_features(written, atlas)
    return written


@pytest.fixture(scope="module")
def server(folder) -> Iterator[str]:
    """Serve the folder with the configuration that is in it, at a free port, and return the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = json.loads((folder / "pygeoapi.yml").read_text("utf-8"))
    config["server"]["bind"]["port"] = port
    config["server"]["url"] = f"http://127.0.0.1:{port}"
    (folder / "here.yml").write_text(json.dumps(config), "utf-8")
    program = [str(Path(sys.executable).with_name("pygeoapi"))]
    told = os.environ | {"PYGEOAPI_CONFIG": "here.yml", "PYGEOAPI_OPENAPI": "openapi.yml"}
    generate = [*program, "openapi", "generate", "here.yml", "--output-file", "openapi.yml"]
    subprocess.run(generate, cwd=folder, env=told, check=True, capture_output=True)
    with subprocess.Popen(
        [*program, "serve"], cwd=folder, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        wait_for(config["server"]["url"], process)
        yield config["server"]["url"]
        process.kill()


def wait_for(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/conformance", timeout=5).close()  # noqa: S310 (our own, on loopback)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("pygeoapi does not answer")


def test_the_configuration_keeps_to_the_schema_of_pygeoapi(folder):
    program = str(Path(sys.executable).with_name("pygeoapi"))
    told = subprocess.run(
        [program, "config", "validate", "--config", "pygeoapi.yml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_gdal_finds_every_collection_and_reads_all_of_it(folder, server):
    collections = json.loads((folder / "collections" / "index.json").read_text("utf-8"))["collections"]
    assert [name for name, _ in pyogrio.list_layers(f"OAPIF:{server}")] == [each["id"] for each in collections]
    for each in collections:
        items = json.loads((folder / "collections" / each["id"] / "items.json").read_text("utf-8"))["features"]
        found = pyogrio.read_dataframe(f"OAPIF:{server}", layer=each["id"])
        assert list(found["id"]) == [item["id"] for item in items]
        assert list(found["name_zh"]) == [item["properties"]["name_zh"] for item in items]


def test_a_box_chooses_what_is_in_it(folder, server):
    box = (113.0, 27.8, 113.2, 27.9)
    items = json.loads((folder / "collections" / "parks" / "items.json").read_text("utf-8"))["features"]
    found = pyogrio.read_dataframe(f"OAPIF:{server}", layer="parks", bbox=box)
    assert 0 < len(found) < len(items)
    west, south, east, north = box
    assert ((found.bounds.minx <= east) & (found.bounds.maxx >= west)).all()
    assert ((found.bounds.miny <= north) & (found.bounds.maxy >= south)).all()


def test_a_single_feature_is_at_its_address(server):
    with urllib.request.urlopen(f"{server}/collections/parks/items/qingshuitang?f=json", timeout=10) as answer:  # noqa: S310
        assert json.load(answer)["properties"]["name_zh"] == "清水塘产业新城"
