"""What can go wrong in this package.

    PrivacyError
    |-- PrivacyDataError    a file in data/privacy/ is missing or wrong
    |-- RetentionError      a retention setting is not a time
    `-- VaultError
        |-- KeyFileError    no key, or one that cannot be used
        `-- UnsealError     these bytes were not sealed with any key we hold

Every message is a whole sentence that an operator can act on, and never holds a key or a text.
"""

from __future__ import annotations


class PrivacyError(Exception):
    """Any error of this package."""


class PrivacyDataError(PrivacyError, ValueError):
    """A file in data/privacy/ is missing or wrong."""


class RetentionError(PrivacyError, ValueError):
    """A retention setting is not a time that we can keep."""


class VaultError(PrivacyError):
    """Encryption at rest cannot do what was asked."""


class KeyFileError(VaultError):
    """There is no key, or one that cannot be used."""


class UnsealError(VaultError):
    """These bytes were not sealed with any of the keys that we hold."""
