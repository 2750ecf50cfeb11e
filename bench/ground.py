"""Seeded ground for the benches of terrain: a fractal of any size, sensors on it, and GDAL's viewshed beside ours."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import numpy as np

CELL_M, MAST_M = 100.0, 30.0
#: Of the ellipsoid that GDAL bends its parabola over.
GDAL_RADIUS_M = 6_378_137.0
WEST_M, NORTH_M, EPSG = 4_000_000.0, 3_500_000.0, 3035


def fractal(n: int, seed: int = 7) -> np.ndarray:
    """Return heights [m, f4 n × n]: spectrum of a surface of Hurst exponent 0.8, 220 m about 150 m, sea at 0."""
    side = 4096 if n <= 4096 else 8192
    waves = np.fft.rfft2(np.random.default_rng(seed).standard_normal((side, side), dtype=np.float32))
    k = np.hypot(np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None, :])
    k[0, 0] = 1.0
    size = np.maximum(k, 1 / 1500) ** -1.8
    size[0, 0] = 0.0
    z = np.fft.irfft2(waves * size, s=(side, side))
    return np.ascontiguousarray(np.clip(150 + 220 * z / z.std(), 0, None)[:n, :n], dtype=np.float32)


def sites(ground: np.ndarray, count: int, seed: int = 7) -> np.ndarray:
    """Return row, column, height of the antenna [count, 3]: one in the middle, the others in the inner 80 %."""
    n = len(ground)
    rng = np.random.default_rng(seed + 1)
    places = [(n // 2, n // 2)] + [tuple(rng.integers(n // 10, n - n // 10, 2)) for _ in range(count - 1)]
    return np.array([(r, c, ground[r, c] + MAST_M) for r, c in places], float)


class Gdal:
    """GDALViewshedGenerate in the library that the rasterio wheel carries, on memory, minimum target height."""

    def __init__(self, ground: np.ndarray) -> None:
        import rasterio
        from rasterio.crs import CRS
        from rasterio.env import PROJDataFinder

        home = Path(str(rasterio.__file__)).parents[1] / "rasterio.libs"
        self._lib = ctypes.CDLL(str(next(home.glob("libgdal*.so*"))))
        data = PROJDataFinder().search() or os.environ.get("PROJ_DATA", "")
        self._declare()
        self._lib.GDALAllRegister()
        self._lib.CPLSetConfigOption(b"PROJ_DATA", data.encode())
        self.version = self._lib.GDALVersionInfo(b"RELEASE_NAME").decode()
        self._ground, n = ground, len(ground)  # GDAL reads this very memory
        memory = self._lib.GDALGetDriverByName(b"MEM")
        self._set = self._lib.GDALCreate(memory, b"", n, n, 0, 6, None)
        pointer = (ctypes.c_char_p * 2)(b"DATAPOINTER=%d" % ground.ctypes.data, None)
        assert self._lib.GDALAddBand(self._set, 6, pointer) == 0
        frame = (ctypes.c_double * 6)(WEST_M, CELL_M, 0, NORTH_M, 0, -CELL_M)
        self._lib.GDALSetGeoTransform(self._set, frame)
        assert self._lib.GDALSetProjection(self._set, CRS.from_epsg(EPSG).to_wkt().encode()) == 0

    def _declare(self) -> None:
        p, d, i, s = ctypes.c_void_p, ctypes.c_double, ctypes.c_int, ctypes.c_char_p
        for name, result, arguments in (
            ("GDALAllRegister", None, []), ("CPLSetConfigOption", None, [s, s]), ("GDALVersionInfo", s, [s]),
            ("GDALGetDriverByName", p, [s]), ("GDALCreate", p, [p, s, i, i, i, i, p]), ("GDALClose", None, [p]),
            ("GDALAddBand", i, [p, i, p]), ("GDALSetGeoTransform", i, [p, ctypes.POINTER(d)]),
            ("GDALSetProjection", i, [p, s]), ("GDALGetRasterBand", p, [p, i]),
            ("GDALRasterIO", i, [p, i, i, i, i, i, p, i, i, i, i, i]),
            ("GDALViewshedGenerate", p, [p, s, s, p] + [d] * 9 + [i, d, p, p, i, p]),
        ):  # fmt: skip
            function = getattr(self._lib, name)
            function.restype, function.argtypes = result, arguments

    def start(self, site: np.ndarray) -> int:
        """Compute one sensor's map; return its handle. Only this call is timed: nothing is copied out yet."""
        x, y = WEST_M + (site[1] + 0.5) * CELL_M, NORTH_M - (site[0] + 0.5) * CELL_M
        # curvature 1/k = 0.75; 1 = edge mode, 2 = minimum target height above the datum
        made = self._lib.GDALViewshedGenerate(
            self._lib.GDALGetRasterBand(self._set, 1), b"MEM", b"", None, x, y, MAST_M, 0.0, 255.0, 0.0, 0.0, -1.0,
            0.75, 1, 0.0, None, None, 2, None)  # fmt: skip
        assert made, "GDALViewshedGenerate failed"
        return made

    def take(self, handle: int) -> np.ndarray:
        """Return the map of a handle [m, f4], and free it."""
        n = len(self._ground)
        out = np.empty((n, n), np.float32)
        self._lib.GDALRasterIO(self._lib.GDALGetRasterBand(handle, 1), 0, 0, 0, n, n, out.ctypes.data, n, n, 6, 0, 0)
        self._lib.GDALClose(handle)
        return out
