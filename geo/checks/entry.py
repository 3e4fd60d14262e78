"""A feature with its address, and the types its properties must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.issues.errors import escaped
from geo.record.forms import faulty
from geo.record.geojson import Properties
from geo.record.layers import PROPERTY_MODELS
from geo.record.paths import layer_path


@dataclass(frozen=True)
class Entry:
    """A feature of a layer, with its address."""

    layer: str
    index: int
    where: str
    feature: Mapping[str, Any]
    faults: dict[str, str]
    """What is wrong with its properties, by name."""

    @property
    def place(self) -> tuple[str, int]:
        """Layer and index, which tell entries apart even where ids do not."""
        return self.layer, self.index

    @property
    def id(self) -> object:
        """The id, whatever it is; None where it is missing."""
        return self.feature.get("id")

    @property
    def properties(self) -> Properties:
        """The properties; none where they are not an object."""
        properties = self.feature.get("properties")
        return properties if isinstance(properties, dict) else {}

    def get(self, name: str) -> Any:  # noqa: ANN401 (of the type that the property has, which its name alone tells)
        """Return a property, or None where it is missing or of the wrong type, which has its own issue."""
        return None if name in self.faults else self.properties.get(name)


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
