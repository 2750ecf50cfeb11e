"""The reader of YAML: core scalars, marks, and everything that would exhaust memory or patience."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from skypact.core.errors import InputFaults
from skypact.load.yaml_nodes import MAX_BYTES, MAX_DEPTH, MAX_EXPANDED, parse, read


def refused(raw: bytes) -> str:
    with pytest.raises(InputFaults) as error:
        parse(raw, "f.yaml")
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("05:57", "05:57"),
        ("2016-05-06", "2016-05-06"),
        ("1_000", "1_000"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("4.", 4.0),
        ("'12'", "12"),
        ('"~"', "~"),
        ("12 km", "12 km"),
        ("0b1", "0b1"),
        ("1.2.3", "1.2.3"),
        ("-.inf", float("-inf")),
    ],
)
def test_core_scalars(text: str, value: object) -> None:
    found = parse(f"key: {text}\n".encode(), "f.yaml").data["key"]
    assert found == value
    assert type(found) is type(value)


def test_marks_are_lines_and_columns_from_one() -> None:
    document = parse("a: 1\nб:\n  - x\n  - {c: 2, d: 3}\n".encode(), "f.yaml")
    assert document.data == {"a": 1, "б": ["x", {"c": 2, "d": 3}]}
    assert document.marks["б",] == (2, 1)
    assert document.marks["б", 1] == (4, 5)
    assert document.marks["б", 1, "d"] == (4, 12)


def test_a_path_that_is_not_there_has_the_place_of_its_parent() -> None:
    document = parse(b"a: 1\nb:\n  c: 2\n", "f.yaml")
    assert document.at(("b", "missing", 3)) == (2, 1)
    assert document.at(("z",)) == (1, 1)


def test_keys_are_text_whatever_they_look_like() -> None:
    assert parse(b"1: a\ntrue: b\n~: c\nNO: d\n", "f.yaml").data == {"1": "a", "true": "b", "~": "c", "NO": "d"}


def test_an_alias_is_a_copy() -> None:
    data = parse(b"a: &x {k: [1]}\nb: *x\n", "f.yaml").data
    assert data["a"] == data["b"]
    assert data["a"] is not data["b"]


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as file:
        file.truncate(200_000_000)
    begin = time.process_time()
    with pytest.raises(InputFaults, match=r"the file has 200\.0 MB — a scenario has at most 10 MB"):
        read(big)
    assert time.process_time() - begin < 0.1


def test_the_limit_of_size_is_exact() -> None:
    assert "has 10.0 MB" in refused(b" " * (MAX_BYTES + 1))
    assert "the file is empty" in refused(b" " * MAX_BYTES)


def test_billion_laughs() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert "aliases expand to more than 200,000 values" in refused("\n".join(lines).encode())


def test_recursive_alias() -> None:
    assert "f.yaml:1:4: a.0: an alias that contains itself" in refused(b"a: &x [*x]\n")


@pytest.mark.parametrize("raw", [b"[" * 3_000_000, b"- " * 3_000_000, b"{a: " * 2_000_000], ids=["list", "dash", "map"])
def test_deep_nesting_is_refused_and_does_not_exhaust_the_stack(raw: bytes) -> None:
    assert f"nested deeper than {MAX_DEPTH} levels" in refused(raw)


def test_the_depth_limit_is_exact() -> None:
    assert parse(b"a: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1), "f.yaml").faults == ()
    assert "nested deeper" in refused(b"a: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_a_file_without_aliases_may_be_long() -> None:
    long = b"a: [" + b"1, " * (MAX_EXPANDED + 1) + b"1]\n"
    assert len(parse(long, "f.yaml").data["a"]) == MAX_EXPANDED + 2


def test_a_flood_of_values_is_refused() -> None:
    assert "more than 1,000,000 values" in refused(b"a: [" + b"1, " * 1_000_000 + b"1]\n")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a: 1\nb: \xff\n", "f.yaml:2:4: not UTF-8: byte 0xff — save the file as UTF-8"),
        ("a: é".encode("utf-16"), "not UTF-8"),
        (b"a: \x00", "not YAML: control characters are not allowed"),
        (b"a: *nobody\n", "not YAML: found undefined alias"),
        (b"a: !!python/object/apply:os.system [x]\n", "f.yaml:1:4: a tag !!python/object/apply:os.system — remove it"),
        (b"a: !include x.yaml\n", "a tag !include"),
        (b"a: 1\n---\nb: 2\n", "a second document in one file"),
        (b"just text\n", "not a mapping of keys to values"),
        (b"# only a remark\n", "the file is empty"),
    ],
)
def test_refusals(raw: bytes, message: str) -> None:
    assert message in refused(raw)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse(b"\xef\xbb\xbfa: 1\n", "f.yaml").data == {"a": 1}


def test_duplicate_keys_are_all_told_and_the_first_holds() -> None:
    document = parse(b"a: 1\nb: {c: 1, c: 2}\na: 3\n", "f.yaml")
    assert document.data == {"a": 1, "b": {"c": 1}}
    assert [(f.line, f.column, f.path) for f in document.faults] == [(2, 11, "b.c"), (3, 1, "a")]


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="there is no such file"):
        read(tmp_path / "none.yaml")
    with pytest.raises(InputFaults, match="is a folder, not a file"):
        read(tmp_path)
