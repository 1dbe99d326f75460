"""Encryption at rest: keys made, found, changed, wrong, lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.privacy import KeyFileError, UnsealError, Vault
from bot.privacy.vault import KEY_FILE, KEY_VARIABLE, new_key

TEXT = "mum rang, he has a knife \U0001f52a"


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)


def test_what_was_sealed_is_unsealed_by_the_next_process(tmp_path: Path) -> None:
    sealed = Vault.open(tmp_path).seal(TEXT)
    assert TEXT.encode() not in sealed
    assert Vault.open(tmp_path).unseal(sealed) == TEXT


def test_any_text_comes_back_even_half_a_surrogate_pair(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    for text in ("", "\ud83d", "\x00\n", "é" * 5_000):
        assert vault.unseal(vault.seal(text)) == text


def test_a_key_file_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "state"
    Vault.open(folder)
    file = folder / KEY_FILE
    before = file.read_text()
    Vault.open(folder)
    assert file.read_text() == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(folder) == [KEY_FILE]


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    program = "import sys, pathlib; from bot.privacy import Vault; Vault.open(pathlib.Path(sys.argv[1]))"
    started = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(60) for process in started] == [0, 0]
    assert os.listdir(tmp_path) == [KEY_FILE]
    assert len((tmp_path / KEY_FILE).read_text().split()) == 1


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, new_key())
    Vault.open(tmp_path)
    assert os.listdir(tmp_path) == []


def test_keys_are_changed_by_putting_the_new_one_in_front(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = new_key(), new_key()
    monkeypatch.setenv(KEY_VARIABLE, old)
    sealed = Vault.open(tmp_path).seal(TEXT)
    monkeypatch.setenv(KEY_VARIABLE, f"{new}, {old}")
    both = Vault.open(tmp_path)
    assert both.unseal(sealed) == TEXT
    monkeypatch.setenv(KEY_VARIABLE, new)
    assert Vault.open(tmp_path).unseal(both.seal(TEXT)) == TEXT


def test_a_wrong_key_says_what_to_do_and_shows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = Vault.open(tmp_path).seal(TEXT)
    key = new_key()
    monkeypatch.setenv(KEY_VARIABLE, key)
    wrong = Vault.open(tmp_path)
    with pytest.raises(UnsealError, match=f"put the old one after the new one in {KEY_VARIABLE}") as raised:
        wrong.unseal(sealed)
    assert key not in str(raised.value)
    assert key not in repr(wrong)


@pytest.mark.parametrize("sealed", [b"", b"not sealed at all", b"\xff\x00"])
def test_bytes_that_nobody_sealed_are_refused(tmp_path: Path, sealed: bytes) -> None:
    with pytest.raises(UnsealError, match="cannot be opened"):
        Vault.open(tmp_path).unseal(sealed)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    sealed = bytearray(vault.seal(TEXT))
    sealed[40] ^= 1
    with pytest.raises(UnsealError):
        vault.unseal(bytes(sealed))


def test_something_that_is_no_key_is_named_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "secret")
    with pytest.raises(KeyFileError, match=f"{KEY_VARIABLE} holds something that is not a key"):
        Vault.open(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"), [(b"", "holds no key"), (b"\n\n", "holds no key"), (b"\xe9t\xe9", "not a key")]
)
def test_a_spoilt_key_file_is_named_and_kept(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / KEY_FILE
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(KeyFileError, match=message):
        Vault.open(tmp_path)
    assert file.read_bytes() == content


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    Vault.open(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        Vault.open(tmp_path)


def test_a_folder_that_cannot_hold_a_key_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyFileError, match="No key could be written"):
        Vault.open(tmp_path / "file" / "state")
