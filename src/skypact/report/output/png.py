"""PNG: a picture as pixels, the same bytes on every machine of one resvg: its fonts come with matplotlib."""

from __future__ import annotations

from pathlib import Path

#: Pixels for each pixel of the SVG.
ZOOM = 2.0
#: DejaVu is in matplotlib's package, so that no font of the machine is asked for.
_FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


def png(svg: str, zoom: float = ZOOM) -> bytes:
    """Return a whole SVG file drawn on white."""
    import resvg_py
    from matplotlib import get_data_path

    folder = Path(get_data_path()) / "fonts" / "ttf"
    return bytes(resvg_py.svg_to_bytes(
        svg_string=svg, background="#ffffff", zoom=zoom, skip_system_fonts=True,
        font_files=[str(folder / name) for name in _FONTS], font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    ))  # fmt: skip
