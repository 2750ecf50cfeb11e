"""Markup: what is not markup is escaped, and numbers have one spelling."""

from __future__ import annotations

from xml.etree import ElementTree

from skypact.report.markup import Markup, el, join, link, num, path, picture, text


def test_children_and_attributes_are_escaped() -> None:
    made = el("p", "<b>&", title='"><script>')
    assert made == '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;</p>'


def test_markup_is_not_escaped_twice() -> None:
    assert el("p", el("b", "x")) == "<p><b>x</b></p>"
    assert join([Markup("<br>"), "<br>"], "&") == "<br>&amp;&lt;br&gt;"


def test_only_web_addresses_become_links() -> None:
    assert link("javascript:alert(1)", "x") == "x"
    assert link("https://a.example/x y", "x") == "x"
    assert 'href="https://a.example/?a=1&amp;b=2"' in link("https://a.example/?a=1&b=2", "x")


def test_what_xml_forbids_is_replaced() -> None:
    ElementTree.fromstring(picture("p", "a\x00b", "\x1b\ud800", (10, 10), el("text", "\x08")))
    assert text("a\x00b") == "a\ufffdb"


def test_numbers_have_one_spelling() -> None:
    assert [num(x) for x in (-0.04, 1.0, 1.25, 10.0, -3.06)] == ["0", "1", "1.2", "10", "-3.1"]
    assert path([(0, 1), (2.55, 3)], closed=True) == "M0 1L2.5 3Z"
