"""Folders of results: whole or not at all, and never over what is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.cli import folder
from skypact.core.errors import SkypactError

OURS: dict[str, object] = {"skypact": "0", "what": "compare"}


def test_a_finished_folder_stands_alone_with_its_mark(tmp_path: Path) -> None:
    """Nothing but the result is left beside it."""
    with folder.whole(tmp_path / "runs" / "a", OURS) as made:
        (made / "answer.txt").write_text("yes")
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["a"]
    assert (tmp_path / "runs" / "a" / "answer.txt").read_text() == "yes"
    assert folder.read_mark(tmp_path / "runs" / "a") == OURS


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_half_written_is_left(tmp_path: Path, error: type[BaseException]) -> None:
    """After an error the place is as it was before: here empty."""
    def fail() -> None:
        with folder.whole(tmp_path / "a", OURS) as made:
            (made / "answer.txt").write_text("half")
            raise error

    with pytest.raises(error):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_failed_run_leaves_the_former_result(tmp_path: Path) -> None:
    """The old result is replaced only by a whole one."""
    with folder.whole(tmp_path / "a", OURS) as made:
        (made / "answer.txt").write_text("old")
    with pytest.raises(ValueError, match="no"), folder.whole(tmp_path / "a", OURS):
        raise ValueError("no")
    assert (tmp_path / "a" / "answer.txt").read_text() == "old"
    with folder.whole(tmp_path / "a", OURS) as made:
        (made / "other.txt").write_text("new")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["other.txt", folder.MARK]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_foreign_folder_is_refused_and_untouched(tmp_path: Path) -> None:
    """What this program did not write it does not replace."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    with pytest.raises(SkypactError, match="something else"), folder.whole(tmp_path / "thesis", OURS):
        pass
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "mine"
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SkypactError, match="not a folder"):
        folder.refuse_foreign(tmp_path / "file")
    with pytest.raises(SkypactError, match="cannot be written"):
        folder.refuse_foreign(tmp_path / "file" / "below")


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    """A folder made beforehand is no obstacle."""
    (tmp_path / "a").mkdir()
    with folder.whole(tmp_path / "a", OURS):
        pass
    assert folder.read_mark(tmp_path / "a") == OURS
