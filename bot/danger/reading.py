"""Reading the YAML files: duplicate keys are refused, and every mapping knows its line for error messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.danger.errors import DangerDataError
from bot.danger.rulebook import LINE

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in found:
                line = key_node.start_mark.line + 1
                raise DangerDataError(f"the key {key!r} is written twice", file=self.source, line=line)
            found[key] = self.construct_object(value_node, deep=True)
        found[LINE] = node.start_mark.line + 1
        return found

    def construct_yaml_map(self, node: yaml.MappingNode) -> Any:
        return self.construct_mapping(node)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_yaml_map)
# "no", "off" and dates are words and texts in these files, never booleans.
_Loader.add_constructor("tag:yaml.org,2002:bool", lambda loader, node: loader.construct_scalar(node))
_Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: loader.construct_scalar(node))
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def read_yaml(path: Path) -> Any:
    """The content of one data file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise DangerDataError(f"cannot be read: {problem}", file=path.name) from problem
    loader = _Loader(text)
    loader.source = path.name
    try:
        return loader.get_single_data()
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        reason = getattr(problem, "problem", None) or "this is not YAML"
        raise DangerDataError(f"cannot be understood: {reason}", file=path.name, line=line) from problem
    finally:
        loader.dispose()
