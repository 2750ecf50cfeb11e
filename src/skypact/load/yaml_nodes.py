"""YAML text to plain data, with the line and column of every path and YAML 1.2 core scalars."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from skypact.core.errors import Fault, InputFaults

#: A file above this is refused before it is read [bytes].
MAX_BYTES = 10_000_000
#: Nesting beyond this is no scenario, and would exhaust the stack of the composer.
MAX_DEPTH = 40
#: Values of one file: a recorded exercise has a tenth of it, and each costs some microseconds to read.
MAX_VALUES = 1_000_000
#: Nodes that aliases may add by being repeated: "billion laughs" grows past any number.
MAX_EXPANDED = 200_000

DataPath = tuple[str | int, ...]
Marks = Mapping[DataPath, tuple[int, int]]

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INT = re.compile(r"^[-+]?[0-9]{1,40}$")
_OTHER_INT = re.compile(r"^0(o[0-7]{1,40}|x[0-9a-fA-F]{1,40})$")
_FLOAT = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{f"{sign}.{word}": float(f"{sign}inf") for sign in ("", "+", "-") for word in ("inf", "Inf", "INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


class Problem(NamedTuple):
    """A fault that knows its path in the data, not yet its line."""

    path: DataPath
    what: str
    right: str = ""


@dataclass(frozen=True)
class Document:
    """A file as plain data. `marks` holds line and column, from 1, of each key and of each list item."""

    file: str
    data: dict[str, Any]
    marks: Marks
    faults: tuple[Fault, ...] = ()

    def at(self, path: DataPath) -> tuple[int, int]:
        """Return the line and column of a path, or of its nearest parent that is in the file."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.marks:
                return self.marks[path[:end]]
        return (1, 1)

    def fault(self, problem: Problem) -> Fault:
        """Return a problem with its place in the file."""
        line, column = self.at(problem.path)
        return Fault(self.file, line, column, dotted(problem.path), problem.what, problem.right)


def dotted(path: DataPath) -> str:
    """Return a path as people write it: posts.minsk.stops."""
    return ".".join(str(part) for part in path)


def read(path: Path) -> Document:
    """Return the document of a file; InputFaults says why it cannot be one."""
    file = str(path)
    if not path.is_file():
        what = "is a folder, not a file" if path.is_dir() else "there is no such file"
        raise InputFaults([Fault(file, 0, 0, "", what, "give the path of a scenario")])
    _refuse_size(path.stat().st_size, file)
    return parse(path.read_bytes(), file)


def parse(raw: bytes, file: str) -> Document:
    """Return the document of a YAML text in UTF-8."""
    _refuse_size(len(raw), file)
    text = _decoded(raw, file)
    try:
        _scan(text, file)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise InputFaults([_syntax(error, text, file)]) from None
    if root is None:
        raise InputFaults([Fault(file, 1, 1, "", "the file is empty", "begin with `format: 1`")])
    if not isinstance(root, yaml.MappingNode):
        raise InputFaults([_at(file, root.start_mark, "not a mapping of keys to values", "begin with `format: 1`")])
    builder = _Builder(file)
    data = builder.build(root, ())
    return Document(file, data, builder.marks, tuple(builder.faults))


def scalar(text: str) -> Any:
    """Return what a plain scalar means by the YAML 1.2 core schema: NO, yes and 05:57 stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    if _OTHER_INT.match(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    return float(text) if _FLOAT.match(text) else text


def _refuse_size(size: int, file: str) -> None:
    if size > MAX_BYTES:
        what = f"the file has {size / 1e6:.1f} MB"
        right = f"a scenario has at most {MAX_BYTES / 1e6:.0f} MB; recorded flights go into files of their own"
        raise InputFaults([Fault(file, 0, 0, "", what, right)])


def _decoded(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        what = f"not UTF-8: byte 0x{raw[error.start]:02x}"
        raise InputFaults([Fault(file, line, column, "", what, "save the file as UTF-8")]) from None


def _syntax(error: yaml.YAMLError, text: str, file: str) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).splitlines()[0]
    what = what.replace("but found another document", "a second document in one file")
    if mark is not None:
        return Fault(file, mark.line + 1, mark.column + 1, "", f"not YAML: {what}", "mend the YAML syntax here")
    # A reader error knows only how far it came.
    before = text[: int(getattr(error, "position", 0) or 0)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Fault(file, line, column, "", f"not YAML: {what}", "remove this character")


def _scan(text: str, file: str) -> None:
    """Refuse deep nesting, tags and floods from the stream of events, before anything recursive sees the text."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if count > MAX_VALUES:
            raise InputFaults([_at(file, event.start_mark, f"more than {MAX_VALUES:,} values", "split the scenario")])
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise InputFaults([_at(file, event.start_mark, f"nested deeper than {MAX_DEPTH} levels",
                                       "a scenario needs about ten")])
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            raise InputFaults([_at(file, event.start_mark, f"a tag {shown}", "remove it: the format has no tags")])


def _at(file: str, mark: yaml.Mark, what: str, right: str, path: DataPath = ()) -> Fault:
    return Fault(file, mark.line + 1, mark.column + 1, dotted(path), what, right)


class _Builder:
    """Build plain data from nodes, counting what aliases repeat."""

    def __init__(self, file: str):
        self.file = file
        self.marks: dict[DataPath, tuple[int, int]] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()
        self._open: set[int] = set()
        self._repeated = 0

    def build(self, node: yaml.Node, path: DataPath) -> Any:
        self._count(node, path)
        if isinstance(node, yaml.ScalarNode):
            return scalar(node.value) if not node.style else node.value
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, path)
            return [self._item(child, (*path, i)) for i, child in enumerate(node.value)]
        finally:
            self._open.discard(id(node))

    def _count(self, node: yaml.Node, path: DataPath) -> None:
        if id(node) in self._open:
            raise InputFaults([_at(self.file, node.start_mark, "an alias that contains itself", "write it out", path)])
        if id(node) in self._seen:
            self._repeated += 1
            if self._repeated > MAX_EXPANDED:
                what = f"aliases expand to more than {MAX_EXPANDED:,} values"
                raise InputFaults([_at(self.file, node.start_mark, what, "write the values out", path)])
        self._seen.add(id(node))

    def _item(self, node: yaml.Node, path: DataPath) -> Any:
        self.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        return self.build(node, path)

    def _mapping(self, node: yaml.MappingNode, path: DataPath) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(_at(self.file, key_node.start_mark, "a key that is not text", "write a name", path))
                continue
            key, here = key_node.value, (*path, key_node.value)
            if key in made:
                what = f"the key '{key}' stands here a second time"
                right = f"keep one; the first is in line {self.marks[here][0]}"
                self.faults.append(_at(self.file, key_node.start_mark, what, right, here))
                continue
            self.marks[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            made[key] = self.build(value_node, here)
        return made
