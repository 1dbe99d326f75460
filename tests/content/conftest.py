"""The small project, fresh for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.project import Project, make


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A content folder without findings."""
    return make(tmp_path)
