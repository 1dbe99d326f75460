"""The word lists: complete, clean, and refused with the file's name when they are not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.privacy import PrivacyDataError, redact
from bot.privacy.lexicon import data_folder, fold, load_lexicon

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A data folder of its own, to spoil."""
    shutil.copytree(DATA / "privacy", tmp_path / "privacy")
    (tmp_path / "guidance").mkdir()
    return tmp_path


def test_the_lists_are_large_enough_and_hold_no_word_twice() -> None:
    lexicon = load_lexicon(DATA)
    assert len(lexicon.first_names) >= 1_500
    assert not lexicon.first_names & lexicon.word_names
    for name in ("first_names.txt", "word_names.txt", "surnames.txt"):
        lines = (DATA / "privacy" / name).read_text("utf-8").split("\n")
        assert lines == [*sorted(set(lines) - {""}), ""], name
        assert all(line == fold(line) for line in lines), name


def test_no_role_or_everyday_word_is_listed_as_a_plain_name() -> None:
    lexicon = load_lexicon(DATA)
    words = lexicon.words
    for section in ("relations", "professions", "ordinary", "determiners", "before_name", "after_name"):
        assert not lexicon.first_names & words[section], section


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("words.yml", "relatoins: mum\n", "words.yml: unknown key 'relatoins'"),
        ("words.yml", "relations: [mum]\n", "words.yml: every key needs one text"),
        ("schools.yml", "kinds: school\n", "schools.yml: the key 'also_after' is missing"),
        ("streets.yml", "sure: [\n", "streets.yml: this is not readable YAML"),
    ],
)
def test_a_spoilt_list_is_named_with_its_reason(copy: Path, name: str, content: str, words: str) -> None:
    (copy / "privacy" / name).write_text(content)
    with pytest.raises(PrivacyDataError, match=re.escape(words)):
        load_lexicon(copy)


def test_a_missing_list_is_named(copy: Path) -> None:
    (copy / "privacy" / "surnames.txt").unlink()
    with pytest.raises(PrivacyDataError, match=r"surnames\.txt: this list of words cannot be read"):
        load_lexicon(copy)


def test_numbers_in_the_guidance_stay_and_others_go(copy: Path) -> None:
    (copy / "guidance" / "services.yml").write_text('- key: x\n  number: "0800 000 0123"\n')
    lexicon = load_lexicon(copy)
    text = "ring 0800 000 0123 or 0808 800 5000"
    assert redact(text, lexicon=lexicon).text == "ring 0800 000 0123 or [phone]"


def test_broken_guidance_does_not_stop_redaction(copy: Path) -> None:
    (copy / "guidance" / "services.yml").write_text("- key: [\n")
    assert redact("ring 0808 800 5000", lexicon=load_lexicon(copy)).text == "ring [phone]"


def test_the_data_folder_can_be_set(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPLINE_DATA", str(copy))
    assert data_folder() == copy
