"""YAML read strictly, for files that people write: each value knows its line.

No aliases, no tags, no doubled names, no values that YAML reads as nobody means them.
"""

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from msgan_lib.ground.errors import CourseError

MOST_BYTES = 1_000_000
MOST_DEPTH = 5  # points: [{recipe: {name: value}}] needs no more
TAG = "tag:yaml.org,2002:"
SCALARS = {"str", "int", "float", "bool", "null"}
PLAIN_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")


class YamlError(CourseError):
    """A file that is not what it should be; says in which line and field."""


class Field(NamedTuple):
    """A value of the file, and where it stands."""

    value: Any  # plain, or a dict or list of Fields
    place: str  # "sweep.yaml, line 3, field seeds"

    def error(self, sentence: str) -> YamlError:
        """Return the error that says what is wrong at this place."""
        return YamlError(f"{self.place}: {sentence}")

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Say this place with what is found wrong with its value in here."""
        try:
            yield
        except YamlError:
            raise
        except CourseError as error:
            raise self.error(str(error)) from None

    def mapping(self) -> dict[str, "Field"]:
        """Return the value as a mapping, or raise YamlError."""
        if not isinstance(self.value, dict):
            raise self.error("must be lines `NAME: VALUE`")
        return self.value

    def items(self) -> list["Field"]:
        """Return the value as a list with at least one item, no two of them equal."""
        if not isinstance(self.value, list):
            raise self.error("must be a list, such as [0, 1, 2]")
        if not self.value:
            raise self.error("the list is empty; leave the field out instead")
        seen = set()
        for item in self.value:
            text = json.dumps(item.plain(), sort_keys=True)
            if text in seen:
                raise item.error(f"{item.plain()!r} is in the list twice")
            seen.add(text)
        return self.value

    def plain(self) -> Any:
        """Return the value without its places."""
        if isinstance(self.value, dict):
            return {name: item.plain() for name, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


def load(path: Path) -> Field:
    """Return the one value of a YAML file; raises YamlError for what is not read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise YamlError(f"{path}: is larger than {MOST_BYTES} bytes")
        text = path.read_text(encoding="utf-8")
        nodes = list(yaml.compose_all(text, yaml.SafeLoader))
    except OSError as error:
        raise YamlError(f"{path} cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, yaml.reader.ReaderError):
        raise YamlError(f"{path} is no text in UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = str(error.problem or error.context)
        if "\\t" in what:
            what += "; indent with spaces"
        raise YamlError(f"{path}, line {mark.line + 1}: {what}") from None
    except RecursionError:
        raise YamlError(f"{path}: is nested too deep") from None
    if not nodes:
        raise YamlError(f"{path}, line 1: the file is empty")
    if len(nodes) > 1:
        line = nodes[1].start_mark.line + 1
        raise YamlError(f"{path}, line {line}: a second document begins; keep one")
    return Field(*_Reader(path).read(nodes[0], "", 1))


class _Reader:
    """Turns the nodes of one file into Fields."""

    def __init__(self, path: Path) -> None:
        self.path, self.seen = path, set()
        self.construct = yaml.constructor.SafeConstructor().construct_object

    def read(
        self, node: yaml.Node, name: str, depth: int, above: Field | None = None
    ) -> Field:
        field = Field(None, self.place(node, name))
        if id(node) in self.seen:  # where it was named first, its own place says
            raise (above or field).error(
                "write the value again; aliases (*name) are not read"
            )
        self.seen.add(id(node))
        if depth > MOST_DEPTH:
            raise field.error("is nested too deep")
        kind = "map" if isinstance(node, yaml.MappingNode) else "seq"
        if not isinstance(node, yaml.ScalarNode) and node.tag != TAG + kind:
            raise field.error(f"tags such as {node.tag} are not read")
        if isinstance(node, yaml.MappingNode):
            return field._replace(value=dict(self.pairs(node, name, depth)))
        if isinstance(node, yaml.SequenceNode):
            items = [self.read(item, name, depth + 1, field) for item in node.value]
            return field._replace(value=items)
        return field._replace(value=self.scalar(node, field))

    def pairs(
        self, node: yaml.MappingNode, name: str, depth: int
    ) -> Iterator[tuple[str, Field]]:
        lines: dict[str, int] = {}
        for key, value in node.value:
            text = key.value if isinstance(key, yaml.ScalarNode) else None
            inner = f"{name}.{text}" if name else str(text)
            field = Field(None, self.place(key, inner))
            if text is None or not isinstance(self.scalar(key, field), str):
                raise field.error(f"{text!r} is no name")
            if text in lines:
                raise field.error(
                    f"{text!r} is given twice, first in line {lines[text]}"
                )
            lines[text] = key.start_mark.line + 1
            read = self.read(value, inner, depth + 1, field)
            if isinstance(read.value, list | dict):  # where it is named, not where
                read = read._replace(place=field.place)  # its first item stands
            yield text, read

    def scalar(self, node: yaml.ScalarNode, field: Field) -> Any:
        kind = node.tag.removeprefix(TAG)
        if kind not in SCALARS:
            raise field.error(f"{node.value!r} is no plain value; put it in quotes")
        if kind == "null":
            raise field.error("has no value")
        # YAML reads 010 as 8 and 1:30 as 90, which nobody means.
        if kind == "int" and not PLAIN_INT.fullmatch(node.value):
            raise field.error(f"write {node.value!r} as a plain whole number")
        try:
            return self.construct(node)
        except ValueError:
            raise field.error(f"{node.value!r} is not of type {kind}") from None

    def place(self, node: yaml.Node, name: str) -> str:
        line = f"{self.path}, line {node.start_mark.line + 1}"
        return f"{line}, field {name}" if name else line
