"""The audit says honestly what it did: compared with known vulnerabilities, or only verified; never silence."""

from __future__ import annotations

import json
import subprocess

import pytest

from tools import audit
from tools.audit import UnansweredError

KNOWN = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "X-1"}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.fixture
def answers(monkeypatch):
    """Let a command answer by a word in it: a tuple of exit code, output and error output."""
    by_word = {}

    def run(*command):
        word = next(word for word in by_word if word in command)
        return subprocess.CompletedProcess(command, *by_word[word])

    monkeypatch.setattr(audit, "run", run)
    return by_word


def packages(*listed: dict) -> tuple[int, str, str]:
    return 0, json.dumps({"dependencies": listed}), ""


def test_weaknesses_are_named_and_end_with_1(answers, capsys):
    answers |= {"pip_audit": packages(KNOWN, WEAK), "audit": (0, '{"vulnerabilities": {}}', "")}
    assert audit.main() == 1
    out = capsys.readouterr().out
    assert "requirements.lock: compared with known vulnerabilities: 1 found\naudit: b 2: X-1\n" in out
    assert "package-lock.json: compared with known vulnerabilities: 0 found" in out


def test_no_weakness_ends_with_0(answers):
    answers |= {"pip_audit": packages(KNOWN), "audit": (0, '{"vulnerabilities": {}}', "")}
    assert audit.main() == 0


def test_weaknesses_of_npm_end_with_1(answers, capsys):
    answers |= {"pip_audit": packages(KNOWN), "audit": (1, '{"vulnerabilities": {"x": {"severity": "high"}}}', "")}
    assert audit.main() == 1
    assert "audit: x: high" in capsys.readouterr().out


@pytest.mark.parametrize(
    "answer", [packages(KNOWN, SKIPPED), packages(), (1, "", "no route to host"), (1, "[]{", "")], ids=str
)
def test_a_database_that_does_not_know_every_package_is_no_answer(answers, answer):
    answers["pip_audit"] = answer
    with pytest.raises(UnansweredError):
        audit.ask_about_python()


def test_without_a_database_digests_are_verified_and_that_is_said(answers, capsys):
    silent = (1, "", "no route to host")
    answers |= {
        "pip_audit": silent,
        "audit": (1, '{"message": "405"}', "405"),
        "download": (0, "", ""),
        "ci": (0, "", ""),
    }
    assert audit.main() == 0
    out = capsys.readouterr().out
    assert out.count("NOT compared with known vulnerabilities: ") == 2
    assert "osv: no route to host; pypi: no route to host" in out
    assert out.count("every package fetched has its digest") == 2


@pytest.mark.parametrize("broken", ["download", "ci"])
def test_a_wrong_digest_ends_with_1(answers, capsys, broken):
    answers |= {"pip_audit": (1, "", ""), "audit": (1, "", ""), "download": (0, "", ""), "ci": (0, "", "")}
    answers[broken] = (1, "", "hashes do not match")
    assert audit.main() == 1
    assert "digests NOT verified: " in capsys.readouterr().out
