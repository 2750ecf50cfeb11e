"""Markdown: the report as text, made of the page itself, so that no sentence stands twice (CommonMark, GFM tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from skypact.report.output.names import PICTURES, file_name
from skypact.report.output.tree import Node, tree

#: Elements that are only boxes around others.
_BOXES = frozenset({"header", "section", "div", "main", "details", "figure"})
_HEADS = {"h1": 1, "h2": 2, "h3": 3, "summary": 3}
_BLOCKS = _BOXES | frozenset({"p", "ul", "table", "dl", "svg", "nav", "figcaption", *_HEADS})


def markdown(page: str) -> str:
    """Return a page as Markdown: pictures are links to pictures/NAME.svg, what was folded stands open."""
    body = tree(page)
    return "\n\n".join(_blocks(body, _anchors(body))) + "\n"


def _anchors(body: Node) -> dict[str, str]:
    """Return id of a section → anchor of its heading, as GitHub and most others write them."""
    used: dict[str, int] = {}
    found = {}
    for node in body.every("section", *_HEADS):
        if node.tag == "section":
            head = next(node.every("h2"), None)
            if head is not None and "id" in node.attributes:
                found[node.attributes["id"]] = head
            continue
        slug = re.sub(r"[^\w\- ]", "", node.text().lower()).replace(" ", "-")
        used[slug] = used.get(slug, -1) + 1
        node.attributes["anchor"] = slug + (f"-{used[slug]}" if used[slug] else "")
    return {name: head.attributes["anchor"] for name, head in found.items()}


def _blocks(node: Node, anchors: Mapping[str, str]) -> Iterator[str]:
    """Yield the blocks of an element, each without blank lines around it."""
    loose: list[Node | str] = []
    for child in [*node.children, None]:
        if isinstance(child, str) or (child is not None and child.tag not in _BLOCKS):
            loose.append(child)
            continue
        said = _line(loose, anchors)
        loose = []
        if said:
            yield said
        if child is not None:
            yield from _block(child, anchors)


def _block(node: Node, anchors: Mapping[str, str]) -> Iterator[str]:
    if node.tag in _BOXES:
        yield from _blocks(node, anchors)
    elif node.tag in _HEADS:
        yield f"{'#' * _HEADS[node.tag]} {_line(node.children, anchors)}"
    elif node.tag == "svg":
        title = next((e.text() for e in node.elements() if e.tag == "title"), "")
        yield f"![{_escaped(title)}]({PICTURES}/{file_name(node.attributes.get('id', ''), 'svg')})"
    elif node.tag == "ul":
        yield "\n".join(f"- {_line(item.children, anchors)}" for item in node.elements())
    elif node.tag == "dl":
        parts = list(node.elements())
        yield "\n".join(f"- {_line(key.children, anchors)}: {_line(value.children, anchors)}"
                        for key, value in zip(parts[::2], parts[1::2], strict=True))  # fmt: skip
    elif node.tag == "table":
        yield from _table(node, anchors)
    elif node.tag != "nav":
        yield from _paragraph(node, anchors)


def _paragraph(node: Node, anchors: Mapping[str, str]) -> Iterator[str]:
    said = _line(node.children, anchors)
    if not said:
        return
    if node.is_a("warning"):
        yield f"> {said}"
    elif node.is_a("answer") and "**" not in said:
        yield f"**{said}**"
    else:
        yield said


def _table(node: Node, anchors: Mapping[str, str]) -> Iterator[str]:
    caption = next(node.every("caption"), None)
    if caption is not None:
        yield f"**{_line(caption.children, anchors)}**"
    rows = [list(row.elements()) for row in node.every("tr")]
    right = [cell.is_a("number") for cell in rows[0]]
    lines = [[_line(cell.children, anchors, cell=True) for cell in row] for row in rows]
    lines.insert(1, ["---:" if r else "---" for r in right])
    yield "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _line(parts: list[Node | str], anchors: Mapping[str, str], *, cell: bool = False) -> str:
    """Return what stands in one paragraph, item or cell, on one line."""
    said = "".join(_inline(part, anchors) for part in parts)
    said = re.sub(r"\s*\n\s*", " ", said)
    said = re.sub(r"\s*\x00\s*", "; ", re.sub(r"[ \t]+", " ", said).strip().strip("\x00"))
    said = re.sub(r"^([-+#>=~]|\d+[.)])(?=\s|$|#|=|~|-)", lambda m: f"{m[1][:-1]}\\{m[1][-1]}", said)
    return said.replace("|", "\\|") if cell else said


def _inline(part: Node | str, anchors: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return _escaped(part)
    inner = "".join(_inline(child, anchors) for child in part.children)
    if part.tag == "br":
        return "\x00"
    if part.tag == "code":
        said = re.sub(r"\s+", " ", part.text())
        ticks = "`" * (1 + max((len(run) for run in re.findall("`+", said)), default=0))
        return f"{ticks}{said}{ticks}"
    if part.tag == "strong" or part.is_a("assumed"):
        return f"**{inner.strip()}**"
    if part.tag == "a":
        address = part.attributes.get("href", "")
        address = "#" + anchors.get(address[1:], address[1:]) if address.startswith("#") else address
        return f"[{inner}](<{address}>)" if re.search(r"[()\s]", address) else f"[{inner}]({address})"
    return inner


def _escaped(text: str) -> str:
    """Return text in which nothing is taken for Markdown; within words an underscore is one already."""
    said = re.sub(r"([\\`*\[\]<])", r"\\\1", text)
    said = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", said)
    return re.sub(r"&(?=#?\w+;)", r"\\&", said)
