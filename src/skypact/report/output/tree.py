"""Tree: a page taken apart again into elements, so that other forms of it say the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements without content, which are not closed.
_VOID = frozenset({"br", "hr", "meta", "col"})


@dataclass
class Node:
    """An element: its tag, attributes, and what is in it: elements and text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self) -> Iterator[Node]:
        """Yield the elements right below."""
        yield from (child for child in self.children if isinstance(child, Node))

    def every(self, *tags: str) -> Iterator[Node]:
        """Yield all elements of these tags below, in their order; none within a picture but its own."""
        for child in self.elements():
            if child.tag in tags:
                yield child
            if child.tag != "svg":
                yield from child.every(*tags)

    def text(self) -> str:
        """Return all text below, white space drawn together."""
        return re.sub(r"\s+", " ", "".join(self._texts())).strip()

    def is_a(self, class_: str) -> bool:
        """Return whether the element has a class."""
        return class_ in self.attributes.get("class", "").split()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, Node):
                yield from child._texts()
            else:
                yield child


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            raise ValueError(f"</{tag}> closes <{self.open[-1].tag}>")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(page: str) -> Node:
    """Return the body's main part of a page."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    return next(builder.open[0].every("main"))
