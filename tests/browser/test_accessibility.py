"""WCAG 2.2 AA: axe finds nothing in any state, and journeys without a mouse reach a figure, its source and a file."""

from __future__ import annotations

from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

STATES = {
    "start": "",
    "filtered": "&district=430204&status=operating&q=园",
    "none found": "&q=zzzzzz",
    "popup": "&place=qingshuitang",
    "drawer": "&place=crrc-dual-carbon-park&facts=1",
    "district": "&place=430204&facts=1",
    "city": "&place=430200&facts=1",
    "table": "&table=1&sort=-investment",
}


def findings(reader) -> list[str]:
    """Return what axe has to say of the page as it stands, a line for each element."""
    reader.still()
    reader.page.evaluate(AXE.read_text("utf-8"))
    result = reader.page.evaluate("(tags) => axe.run(document, { runOnly: tags })", RULES)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, device, lang, scheme, state):
    with visit(device, color_scheme=scheme) as reader:
        reader.open(f"#lang={lang}{STATES[state]}")
        if state in ("start", "filtered"):
            reader.pull_up()
        assert findings(reader) == []
