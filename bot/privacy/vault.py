"""Encryption at rest: what the log and the summaries are sealed with before they are stored.

Keys, in the order in which they are looked for:
1. `HELPLINE_KEY` in the environment: one key, or several apart by commas or spaces;
2. the file `helpline.key` in the data folder, one key a line, made on the first start.
The first key seals, every key unseals: to change keys, put the new one in front, and take the old one
away when the retention time has passed. The algorithm is Fernet (AES-128-CBC with HMAC-SHA256).
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.privacy.errors import KeyFileError, UnsealError, VaultError

__all__ = ["KEY_FILE", "KEY_VARIABLE", "KeyFileError", "UnsealError", "Vault", "VaultError", "new_key"]

KEY_VARIABLE = "HELPLINE_KEY"
KEY_FILE = "helpline.key"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Vault:
    """Seals text into bytes and back. Holds the keys and never shows them."""

    def __init__(self, keys: list[str], *, origin: str) -> None:
        """`keys`: at least one, newest first. `origin` says where they came from, for error messages.

        Raises `KeyFileError` when there is none, or one that is not a key.
        """
        if not keys:
            raise KeyFileError(
                f"{origin} holds no key. Put the key back, or remove it to have a new one made."
            )
        try:
            self._fernets = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise KeyFileError(
                f"{origin} holds something that is not a key. A key is 44 characters, "
                "as `python -m bot.privacy.vault` prints."
            ) from error
        self._origin = origin
        self._count = len(keys)

    def __repr__(self) -> str:
        return f"Vault({self._count} key(s) from {self._origin})"

    @classmethod
    def open(cls, folder: Path) -> Vault:
        """The vault of a data folder: `HELPLINE_KEY` if set, else the folder's key file, made if none.

        Raises `KeyFileError` for a key that cannot be read, is wrong, or that other users may read.
        """
        given = os.environ.get(KEY_VARIABLE, "")
        if given.strip():
            return cls(given.replace(",", " ").split(), origin=KEY_VARIABLE)
        file = folder / KEY_FILE
        if not file.exists():
            _make_key_file(file)
        return cls(_read_key_file(file), origin=str(file))

    def seal(self, text: str) -> bytes:
        """`text`, sealed with the first key."""
        return self._fernets.encrypt(text.encode("utf-8", "surrogatepass"))

    def unseal(self, sealed: bytes) -> str:
        """The text again. Raises `UnsealError` for bytes that none of our keys sealed."""
        try:
            return self._fernets.decrypt(sealed).decode("utf-8", "surrogatepass")
        except (InvalidToken, TypeError) as error:
            raise UnsealError(
                f"Stored text cannot be opened with the {self._count} key(s) from {self._origin}. "
                f"If the key was changed, put the old one after the new one in {KEY_VARIABLE}; "
                "if it was lost, the stored conversations are lost with it."
            ) from error


def new_key() -> str:
    """A fresh key, fit for `HELPLINE_KEY`."""
    return Fernet.generate_key().decode("ascii")


def _make_key_file(file: Path) -> None:
    """Make the key file whole and private at once; where another process was quicker, its file stays."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".key-")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as part:
                part.write(new_key() + "\n")
                part.flush()
                os.fsync(part.fileno())
            os.link(name, file)
        except FileExistsError:
            return
        finally:
            os.unlink(name)
    except OSError as error:
        raise KeyFileError(
            f"No key could be written to {file}: {error.strerror}. Check the folder's owner and space."
        ) from error


def _read_key_file(file: Path) -> list[str]:
    try:
        mode = file.stat().st_mode
        if mode & _OTHERS:
            raise KeyFileError(f"Other users may read {file}. Run: chmod 600 {file}")
        return file.read_text(encoding="ascii").split()
    except OSError as error:
        raise KeyFileError(f"The key in {file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise KeyFileError(f"{file} holds something that is not a key.") from error


if __name__ == "__main__":
    print(new_key())
