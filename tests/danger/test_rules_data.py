"""The data files: what an author is told when something is wrong, and that the real files are right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.danger import DangerDataError, load_rules
from bot.danger.rulebook import CATEGORIES

DATA = Path(__file__).parents[2] / "data" / "danger"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in DATA.glob("*.yml"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def _change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


RULE = """
  - id: blade.test
    urgency: immediate
    why: A test.
    patterns: [{pattern}]
    must_fire: [{fire}]
    must_not_fire: [{quiet}]
"""


def _add_rule(folder: Path, *, pattern: str, fire: str, quiet: str = "nothing at all") -> None:
    path = folder / "blade.yml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(text + RULE.format(pattern=pattern, fire=fire, quiet=quiet), encoding="utf-8")


def test_every_category_has_its_file() -> None:
    assert {path.stem for path in DATA.glob("*.yml")} == {*CATEGORIES, "words", "spelling", "cues", "signs"}


def test_the_real_data_loads_and_every_rule_keeps_its_examples() -> None:
    load_rules(DATA)


def test_every_category_has_an_immediate_rule() -> None:
    rules = load_rules(DATA)._lexicon.rules.values()
    assert {rule.category for rule in rules if rule.urgency == "immediate"} == set(CATEGORIES)


def test_a_new_rule_needs_no_programming(folder: Path) -> None:
    _add_rule(folder, pattern="wobblestick", fire="he has a wobblestick")
    assert load_rules(folder).assess("she found the wobblestick").urgency == "immediate"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("blade.yml", "    urgency: immediate", "    urgencey: immediate", "'urgencey' is unknown"),
        ("blade.yml", "    urgency: immediate", "    urgency: imediate", "must be one of"),
        ("blade.yml", "category: blade", "category: blades", "must be one of"),
        ("blade.yml", "category: blade", "category: firearm", "must be called firearm.yml"),
        ("blade.yml", "owner:", "ownr:", "'ownr' is unknown"),
        ("blade.yml", "owner: clinical safety lead\n", "", "header needs 'owner'"),
        ("cues.yml", "    scope: overlap", "    scope: everywhere", "must be one of"),
        ("cues.yml", "    why: a figure of speech\n", "", "'why' must be a text"),
        ("words.yml", "fillers:", "filler:", "'filler' is unknown"),
        ("signs.yml", "threshold: 9", "threshold: many", "whole number"),
        ("signs.yml", "    points: ", "    points: -", "whole number"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_place(
    folder: Path, name: str, old: str, new: str, told: str
) -> None:
    _change(folder, name, old, new)
    with pytest.raises(DangerDataError) as caught:
        load_rules(folder)
    assert told in str(caught.value)
    assert caught.value.file == name
    assert str(caught.value).startswith(f"{name}, line ")


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ('"(knife|blade"', "not closed"),
        ('"knife)"', "too many"),
        ('"knife |"', "too many"),
        ('"<nobody_knows>"', "no word class <nobody_knows>"),
        ('"knife {0-3}"', "begins or ends with a gap"),
        ('"knife again?"', "may be missing"),
        ('"() knife"', "empty"),
        ('"knife $"', "cannot read"),
        ('"knife {0-40} blade"', "the most is"),
    ],
)
def test_a_bad_pattern_is_named_with_its_rule(folder: Path, pattern: str, told: str) -> None:
    _add_rule(folder, pattern=pattern, fire="he has a knife")
    with pytest.raises(DangerDataError) as caught:
        load_rules(folder)
    assert told in str(caught.value)
    assert caught.value.rule == "blade.test"


def test_an_example_that_must_fire_and_does_not_is_named(folder: Path) -> None:
    _add_rule(folder, pattern="wobblestick", fire="he has a wibblestick")
    with pytest.raises(DangerDataError, match=r"blade\.test.*must fire on 'he has a wibblestick'"):
        load_rules(folder)


def test_an_example_that_must_not_fire_and_does_is_named(folder: Path) -> None:
    _add_rule(folder, pattern="wobblestick", fire="he has a wobblestick", quiet="a lovely wobblestick")
    with pytest.raises(DangerDataError, match=r"blade\.test.*must not fire on 'a lovely wobblestick'"):
        load_rules(folder)


def test_an_id_used_twice_names_the_first_place(folder: Path) -> None:
    _change(folder, "firearm.yml", "id: firearm.has-gun", "id: blade.has-weapon")
    with pytest.raises(
        DangerDataError, match=r"firearm\.yml, line \d+.*already used in blade\.yml, line \d+"
    ):
        load_rules(folder)


def test_a_cue_that_does_not_exist_is_named(folder: Path) -> None:
    _change(folder, "blade.yml", "near: [<he>|now|here]", "near: [<he>|nowish]")
    with pytest.raises(DangerDataError, match="'nowish', which is neither a cue"):
        load_rules(folder)


def test_a_key_written_twice_is_refused(folder: Path) -> None:
    _change(folder, "blade.yml", "    why: Someone has a knife or blade.", "    why: A.\n    why: B.")
    with pytest.raises(DangerDataError, match=r"blade\.yml, line \d+: the key 'why' is written twice"):
        load_rules(folder)


def test_broken_yaml_says_where(folder: Path) -> None:
    _change(folder, "blade.yml", "rules:", "rules: [")
    with pytest.raises(DangerDataError, match=r"blade\.yml, line \d+: cannot be understood"):
        load_rules(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "blade.yml").unlink()
    with pytest.raises(DangerDataError, match=r"blade\.yml: cannot be read"):
        load_rules(folder)


def test_a_respelling_listed_for_two_words_is_refused(folder: Path) -> None:
    _change(folder, "spelling.yml", "respellings:\n", "respellings:\n  banana: cant\n")
    with pytest.raises(DangerDataError, match="'cant' is listed both for"):
        load_rules(folder)


def test_the_folder_can_come_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = folder.parent / "elsewhere"
    data.mkdir()
    shutil.copytree(folder, data / "danger")
    monkeypatch.setenv("HELPLINE_DATA", str(data))
    _add_rule(data / "danger", pattern="wobblestick", fire="wobblestick here")
    assert load_rules().assess("wobblestick here").urgency == "immediate"
