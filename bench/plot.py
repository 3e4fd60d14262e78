"""Draw how everything grows: ``python -m bench.plot FIGURES PICTURE``. The same figures give the same bytes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "atlas", "svg.fonttype": "path", "font.size": 9, "axes.grid": True})

from matplotlib import pyplot as plt  # noqa: E402  # after what it draws with is chosen

COLOURS = ("#b3261e", "#1f5fa8", "#2e7d32", "#8e5a00", "#6a1b9a", "#00838f", "#555555")


def draw(figures: dict[str, dict[str, list[list[float]]]], picture: Path) -> None:
    """Draw a panel for each thing that grows: by its title, the points (places, value) of each subject."""
    drawn, panels = plt.subplots(1, len(figures), figsize=(4.4 * len(figures), 4.2), layout="constrained")
    names = sorted({name for lines in figures.values() for name in lines})
    # The atlas in front and in one colour in all panels.
    names.sort(key=lambda name: name != "atlas")
    colour = dict(zip(names, COLOURS * 2, strict=False))
    for panel, (title, lines) in zip(panels, figures.items(), strict=True):
        for name, points in lines.items():
            style = {"linestyle": "--"} if name.startswith("bound") else {"marker": "o", "markersize": 4}
            width = 2.2 if name == "atlas" else 1.2
            panel.plot(*zip(*points, strict=True), label=name, color=colour[name], linewidth=width, **style)
        panel.set(xscale="log", yscale="log", title=title, xlabel="places")
    handles = {label: line for panel in panels for line, label in zip(*panel.get_legend_handles_labels(), strict=True)}
    drawn.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=4, frameon=False)
    drawn.savefig(picture, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    draw(json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]))
