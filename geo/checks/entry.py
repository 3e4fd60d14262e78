"""A feature or a further position of a site, with its address and the types its properties must have."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Any

from geo.issues.errors import escaped
from geo.record.forms import faulty
from geo.record.geojson import Properties
from geo.record.layers import FURTHER
from geo.record.layers import PROPERTY_MODELS
from geo.record.paths import layer_path


@dataclass(eq=False, slots=True)
class Entry:
    """A feature of a layer, or a further position of a site, with its address."""

    layer: str
    index: int
    where: str
    feature: Mapping[str, Any]
    faults: dict[str, str]
    """What is wrong with its properties, by name."""
    among: str = ""
    """Of a further position the list of its site that holds it: see :data:`geo.record.layers.FURTHER`."""
    number: int = 0
    """Of a further position its place in that list."""
    place: tuple[str, int, str, int] = field(init=False)
    """Layer and index, list and number, which tell entries apart even where ids do not."""
    properties: Properties = field(init=False)
    """The properties; none where they are not an object."""
    get: Callable[[str], Any] = field(init=False)
    """Returns a property, or None where it is missing or of the wrong type, which has its own issue.

    It is the method of a dictionary itself: of a large record it is called by the million.
    """

    def __post_init__(self) -> None:
        self.place = (self.layer, self.index, self.among, self.number)
        properties = self.feature.get("properties")
        self.properties = properties if isinstance(properties, dict) else {}
        sound = self.properties
        if self.faults:
            sound = {name: value for name, value in self.properties.items() if name not in self.faults}
        self.get = sound.get

    @property
    def model(self) -> type:
        """The model of the properties."""
        return FURTHER[self.among] if self.among else PROPERTY_MODELS[self.layer]

    @property
    def owner(self) -> str:
        """What has such properties, in words that follow "property of"."""
        return self.among or f"the layer {self.layer}"

    @property
    def id(self) -> object:
        """The id, whatever it is; None where it is missing."""
        return self.feature.get("id")

    def named(self, member: str) -> str:
        """Return the name of what a site, or a further position, says of a position: ``datum``, ``evidence``..."""
        return member if self.among else f"position_{member}"

    def position(self, member: str) -> Any:  # noqa: ANN401 (of the type that the property has, which its name alone tells)
        """Return what a site, or a further position, says of a position."""
        return self.get(self.named(member))


def further_positions(entry: Entry) -> Iterator[Entry]:
    """Yield the positions that a site has beside the one of its geometry: its parts, and the rivals."""
    for among, model in FURTHER.items():
        for number, properties in enumerate(entry.get(among) or []):
            faults, address = faulty(model, properties), f"{entry.where}.{among}[{number}]"
            point = None if "point" in faults else {"type": "Point", "coordinates": properties["point"]}
            feature = {"properties": properties, "geometry": point}
            yield Entry(entry.layer, entry.index, address, feature, faults, among, number)


def feature_address(layer: str, index: int, feature: Mapping[str, Any]) -> str:
    """Return the address of a feature: by its id, or by its index where it has none."""
    identifier = feature.get("id")
    if isinstance(identifier, str) and identifier:
        return f"{layer_path(layer)}#{escaped(identifier)}"
    return f"{layer_path(layer)}#features[{index}]"


def position_address(entry: Entry) -> str:
    """Return the address by index, which tells features of one id apart."""
    return f"{layer_path(entry.layer)}#features[{entry.index}]"


def property_faults(layer: str, feature: Mapping[str, Any]) -> dict[str, str]:
    """Return the properties of a feature that are at fault, each with what is wrong with it."""
    properties = feature.get("properties")
    return faulty(PROPERTY_MODELS[layer], properties) if isinstance(properties, dict) else {}
