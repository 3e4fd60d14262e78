"""Draw how everything grows: ``python -m bench.plot FIGURES PICTURE``. The same figures give the same bytes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "atlas", "svg.fonttype": "path", "font.size": 9, "axes.grid": True})

from matplotlib import pyplot as plt  # noqa: E402  # after what it draws with is chosen

ATLAS = "atlas"
COLOURS = ("#1f5fa8", "#2e7d32", "#c77700", "#7b1fa2", "#00a0b0", "#5d4037")
MARKERS = ("s", "^", "D", "v", "P", "X")
"""Of the others, one by one: who cannot tell two colours apart has the shapes."""
DASHES = ((0, (6, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))
"""Of the bounds, which are grey."""


def draw(figures: dict[str, dict[str, list[list[float]]]], picture: Path) -> None:
    """Draw a panel for each thing that grows: by its title, the points (places, value) of each subject."""
    drawn, panels = plt.subplots(1, len(figures), figsize=(4.4 * len(figures), 4.2), layout="constrained")
    names = sorted({name for lines in figures.values() for name in lines})
    styles = _styles(names)
    for panel, (title, lines) in zip(panels, figures.items(), strict=True):
        for name in sorted(lines, key=lambda name: name.startswith(ATLAS)):  # the atlas in front
            panel.plot(*zip(*lines[name], strict=True), label=name, **styles[name])
        panel.set(xscale="log", yscale="log", title=title, xlabel="places")
    handles = {label: line for panel in panels for line, label in zip(*panel.get_legend_handles_labels(), strict=True)}
    drawn.legend([handles[name] for name in styles], styles, loc="outside lower center", ncols=4, frameon=False)
    drawn.savefig(picture, metadata={"Date": None, "Creator": None})


def _styles(names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return how each line is drawn, the same in all panels: the atlas first, in red, then others, then bounds."""
    ours = [name for name in names if name.startswith(ATLAS)]
    bounds = [name for name in names if name.startswith("bound")]
    others = [name for name in names if name not in {*ours, *bounds}]
    small = {"markersize": 4, "linewidth": 1.2}
    return {
        **{name: {"color": "#b3261e", "marker": "o", **small, "linestyle": ":"} for name in ours},
        ATLAS: {"color": "#b3261e", "marker": "o", "markersize": 4, "linewidth": 2.4},
        **{
            name: {"color": colour, "marker": marker, **small}
            for name, colour, marker in zip(others, COLOURS, MARKERS, strict=False)
        },
        **{
            name: {"color": "#555555", "linestyle": dashes, "linewidth": 1.2}
            for name, dashes in zip(bounds, DASHES, strict=False)
        },
    }


if __name__ == "__main__":
    draw(json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]))
