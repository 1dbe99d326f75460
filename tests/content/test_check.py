"""The command around the rules: broken files, exceptions, its own lists, what it prints, its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.content.check import run
from tests.content.project import Project

TOOTH = "data/domain/tooth.yml"
ACK = "Thank you. Let us look at it together."
BROKEN = [
    ('responses:\n  utter_a:\n    - text: "no end\n', "an unended quote"),
    ("responses:\n\tutter_a: x\n", "a tab"),
    ("responses:\n  utter_a: [\n", "an unended list"),
    ("a: &x [*x]\n", "a list in itself"),
    ("a: b: c\n", "two colons"),
]


@pytest.mark.parametrize(("text", "_what"), BROKEN, ids=[what for _, what in BROKEN])
def test_a_broken_file_is_one_finding_with_its_line_and_the_rest_is_checked(
    project: Project, text: str, _what: str
) -> None:
    project.write("data/domain/broken.yml", text)
    project.write("data/dialogue/broken/nlu.yml", "version: '3.1'\n")
    project.change(TOOTH, ACK, "Just tell me.")
    found = project.check()
    broken = [finding for finding in found if finding.file == "data/domain/broken.yml"]
    assert [finding.rule for finding in broken] == ["broken-file"]
    assert 1 <= broken[0].line <= 4
    assert "Traceback" not in broken[0].why
    assert [finding.rule for finding in found if finding.file == TOOTH] == ["5.8 forbidden-words"]


def test_a_file_that_is_no_text_is_a_finding(project: Project) -> None:
    (project.root / "data/domain/broken.yml").write_bytes(b"\xff\xfe\x00a: 1")
    project.write("data/dialogue/broken/nlu.yml", "version: '3.1'\n")
    assert [finding.rule for finding in project.check()] == ["broken-file"]


@pytest.mark.parametrize("name", ["data/dialogue/tooth/rules.yml", "data/guidance/services.yml"])
def test_every_kind_of_file_may_be_broken(project: Project, name: str) -> None:
    project.write(name, "a: [\n")
    assert ("broken-file", name) in [(finding.rule, finding.file) for finding in project.check()]


def test_an_exception_with_a_reason_takes_a_finding_away(project: Project) -> None:
    project.change(TOOTH, ACK, "Just tell me.")
    project.write(
        "data/wording/exceptions.yml",
        "- {rule: 5.8 forbidden-words, about: utter_tooth_ack, why: a quotation}\n",
    )
    assert project.check() == []


def test_an_exception_that_nothing_needs_is_warned_about(project: Project) -> None:
    project.write(
        "data/wording/exceptions.yml",
        "- {rule: 5.8 forbidden-words, about: utter_tooth_ack, why: a quotation}\n",
    )
    assert [(found.rule, found.level, found.line) for found in project.check()] == [
        ("unneeded-exception", "warning", 1)
    ]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("exceptions.yml", "- {rule: x, about: y}\n", "'why' is missing"),
        ("exceptions.yml", "- {rule: x, about: y, why: ''}\n", "'why' is empty"),
        ("forbidden.yml", "- {rule: 5.7, why: a, instead: b, word: [c]}\n", "Unknown key 'word'"),
        ("forbidden.yml", "- {rule: 5.7, why: a, instead: b, words: c}\n", "'words' has to be a list"),
        ("swaps.yml", "- [\n", "cannot be read"),
        ("limits.yml", "reply: {questions: one}\n", "is missing"),
        ("ways_out.yml", "payloads: []\n", "'phrases' is missing"),
    ],
)
def test_a_mistake_in_the_word_lists_stops_the_check_and_is_named(
    project: Project, name: str, text: str, words: str
) -> None:
    project.write(f"data/wording/{name}", text)
    found = project.check()
    assert len(found) == 1
    assert found[0].file == f"data/wording/{name}"
    assert words in found[0].why


def test_a_limit_that_is_no_number_is_named_with_its_line(project: Project) -> None:
    project.change("data/wording/limits.yml", "sentence_words: 20", "sentence_words: twenty")
    found = project.check()
    assert [(finding.file, finding.line) for finding in found] == [("data/wording/limits.yml", 4)]
    assert "'twenty', which is not a number" in found[0].why


def test_good_content_exits_0_and_says_so(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.change("data/guidance/services.yml", "2027-12-01", "2999-12-01")
    assert run(project.root / "data", False) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "0 errors, 0 warnings."
    assert "wordings of replies" in said[1]


def test_an_error_exits_1_and_prints_place_rule_reason_and_remedy(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.change("data/guidance/services.yml", "2027-12-01", "2999-12-01")
    project.change(TOOTH, ACK, "Just tell me.")
    assert run(project.root / "data", False) == 1
    assert capsys.readouterr().out == (
        "data/domain/tooth.yml:8: error: 5.8 forbidden-words\n"
        '    utter_tooth_ack: It says "just". It says that something hard is easy.\n'
        "    Instead: Leave the word out.\n"
        "1 error, 0 warnings.\n"
    )


def test_a_warning_alone_exits_0_and_json_is_for_editors(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.change("data/guidance/services.yml", "2027-12-01", "2999-12-01")
    project.change(TOOTH, ACK, "Thank you!")
    assert run(project.root / "data", True) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["errors"], report["warnings"]) == (0, 1)
    assert report["findings"][0] == {
        "file": TOOTH,
        "line": 8,
        "rule": "5.13 exclamation",
        "why": "It has an exclamation mark or an emoji.",
        "instead": "Use a full stop. Let the words carry it.",
        "level": "warning",
        "about": "utter_tooth_ack",
    }


def test_a_folder_without_content_is_an_error(project: Project, tmp_path: Path) -> None:
    (project.root / "data" / "domain").rename(tmp_path / "elsewhere")
    assert [finding.rule for finding in project.check()] == ["no-content"]
