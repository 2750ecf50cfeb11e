"""The folder of a result: written beside its place and moved there when it is whole."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from skypact.core.errors import SkypactError
from skypact.core.mark import MARK, RUNS, read_mark


def default(*parts: object) -> Path:
    """Return the folder that a result goes to when none is named."""
    return Path(RUNS) / "-".join(str(part) for part in parts if str(part))


def refuse_foreign(folder: Path) -> None:
    """Raise before any work is done if the place is taken by something that this program did not write."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise SkypactError(f"{folder}: is not a folder — name another one with --out")
    if folder.is_dir() and any(folder.iterdir()) and read_mark(folder) is None:
        raise SkypactError(f"{folder}: holds something else than a result of skypact — name another one with --out")
    above = next(parent for parent in folder.absolute().parents if parent.exists())
    if not above.is_dir() or not os.access(above, os.W_OK):
        raise SkypactError(f"{folder}: {above} cannot be written to — name another place with --out")


@contextmanager
def whole(folder: Path, mark: dict[str, object]) -> Iterator[Path]:
    """Yield a new folder beside `folder`; at the end mark it and put it in its place, after an error remove it."""
    refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield made
        text = json.dumps(mark, indent=2, sort_keys=True, ensure_ascii=False)
        (made / MARK).write_text(text + "\n", encoding="utf-8")
        _swap(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _swap(made: Path, folder: Path) -> None:
    made.chmod(0o777 & ~_umask())  # mkdtemp makes a private folder
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent)) if folder.exists() else None
    if old is not None:
        os.replace(folder, old / folder.name)
    try:
        os.replace(made, folder)
    except OSError:
        if old is not None:
            os.replace(old / folder.name, folder)
        raise
    finally:
        if old is not None:
            with suppress(OSError):
                shutil.rmtree(old)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
