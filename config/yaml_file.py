"""YAML files of ours, read with the line of everything in them, for errors that say where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml: the same, slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


class WrongVocabulary(Exception):
    """A vocabulary file that cannot be used; the text names file and line and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a YAML file and where it stands."""

    file: str
    node: yaml.Node

    @property
    def is_mapping(self) -> bool:
        """Whether it holds keys and values."""
        return isinstance(self.node, yaml.MappingNode)

    def wrong(self, reason: str) -> WrongVocabulary:
        """The error for this value, to be raised."""
        return WrongVocabulary(f"{self.file}, line {self.node.start_mark.line + 1}: {reason}")

    def text(self) -> str:
        """A single value as text."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise self.wrong("a text should stand here")
        return str(self.node.value).strip()

    def year(self) -> int:
        """A year of four digits."""
        text = self.text()
        if not (len(text) == 4 and text.isascii() and text.isdigit()):
            raise self.wrong(f"{text} is no year; write four digits such as 2025")
        return int(text)

    def list(self) -> tuple[Entry, ...]:
        """The items of a list; a single text counts as a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            return tuple(Entry(self.file, node) for node in self.node.value)
        if isinstance(self.node, yaml.ScalarNode):
            return (self,)
        raise self.wrong("a list should stand here: write each item on a line after a dash")

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(entry.text() for entry in self.list())

    def several(self) -> tuple[str, ...]:
        """Names in one text, separated by semicolons; an empty text holds none."""
        if not isinstance(self.node, yaml.ScalarNode):
            return self.texts()
        return tuple(name for part in self.node.value.split(";") if (name := part.strip()))

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Keys and values; raises for a key that stands twice."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("keys and values should stand here")
        seen = set()
        for key, value in self.node.value:
            entry = Entry(self.file, value)
            name = Entry(self.file, key).text()
            if name in seen:
                raise Entry(self.file, key).wrong(f"{name} stands twice; join the two")
            seen.add(name)
            yield name, entry

    def fields(self, *allowed: str) -> dict[str, Entry]:
        """Keys and values of a record; raises for a key that it does not have."""
        fields = dict(self.items())
        for key, value in fields.items():
            if key not in allowed:
                raise value.wrong(f"there is no {key}; use one of {', '.join(allowed)}")
        return fields

    def need(self, fields: dict[str, Entry], key: str) -> Entry:
        """One of the fields; raises where it is missing."""
        if key not in fields:
            raise self.wrong(f"{key} is missing")
        return fields[key]

    def leaves(self, prefix: str = "") -> Iterator[tuple[str, Entry]]:
        """All lists of texts below, by their path with dots (`dates.months`)."""
        for key, entry in self.items():
            if entry.is_mapping:
                yield from entry.leaves(f"{prefix}{key}.")
            else:
                yield prefix + key, entry


def read_yaml(path: Path) -> Entry:
    """The whole of a file; raises WrongVocabulary."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except OSError as error:
        raise WrongVocabulary(f"{path.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise WrongVocabulary(f"{path.name} is not UTF-8; save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise WrongVocabulary(f"{path.name}{line}: {error.problem}") from None
    if node is None:
        raise WrongVocabulary(f"{path.name} is empty")
    return Entry(path.name, node)
