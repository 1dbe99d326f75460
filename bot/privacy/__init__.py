"""Privacy: taking identifiers out, encryption at rest, and how long things are kept."""

from bot.privacy.errors import (
    KeyFileError,
    PrivacyDataError,
    PrivacyError,
    RetentionError,
    UnsealError,
    VaultError,
)
from bot.privacy.redact import Found, Redacted, map_span, prepare, redact
from bot.privacy.retention import Retention
from bot.privacy.vault import Vault

__all__ = [
    "Found",
    "KeyFileError",
    "PrivacyDataError",
    "PrivacyError",
    "Redacted",
    "Retention",
    "RetentionError",
    "UnsealError",
    "Vault",
    "VaultError",
    "map_span",
    "prepare",
    "redact",
]
