"""Tracks: what the tracker found, as arrays, as an Arrow table, and as a notebook shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

    from skypact.analysis.tracking.settings import TrackSettings


@dataclass(frozen=True, eq=False)
class Tracks:
    """Confirmed tracks, one row for each track and scan, in order of scans.

    x: place [m] and velocity [m/s], flat east, north, up or earth-centred, as the sensors stand; p: covariances
    [n, 6, 6], none where they were not asked for. detection: row of the detection taken, −1 for a track that coasts.
    nis: its squared normalised innovation, NaN for none. taken: for each detection the id of the track that took it,
    tentative ones too, −1 none.
    """

    t_s: np.ndarray
    scan: np.ndarray
    id: np.ndarray
    x: np.ndarray
    p: np.ndarray
    detection: np.ndarray
    hits: np.ndarray
    nis: np.ndarray
    taken: np.ndarray
    settings: TrackSettings
    geodetic: bool = False
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.t_s)

    @property
    def ids(self) -> np.ndarray:
        """Return the ids of the tracks."""
        return np.unique(self.id)

    @property
    def status(self) -> np.ndarray:
        """Return for each row `updated` or `coasting`."""
        return np.where(self.detection >= 0, "updated", "coasting")

    @property
    def table(self) -> pa.Table:
        """Return the rows as an Arrow table; latitude, longitude and height too, where the sensors are geodetic."""
        import pyarrow as pa

        columns: dict[str, Any] = {"t_s": self.t_s, "track": self.id, "status": self.status, "hits": self.hits}
        columns |= {"detection": self.detection}
        names = ("x_m", "y_m", "z_m", "vx_mps", "vy_mps", "vz_mps")
        columns |= {name: self.x[:, i] for i, name in enumerate(names)}
        if len(self.p) == len(self):
            spread = np.einsum("nii->ni", self.p[:, :3, :3]).sum(axis=1)
            columns["sigma_m"] = np.sqrt(np.maximum(spread, 0.0))
        if self.geodetic:
            columns |= self._geodetic()
        return pa.table(columns)

    def to_pandas(self) -> Any:
        """Return the table as a data frame, if pandas is installed."""
        return self.table.to_pandas()

    def _geodetic(self) -> dict[str, np.ndarray]:
        """Return latitude, longitude [degrees] and height above the ellipsoid [m]."""
        from pyproj import Transformer

        to = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)
        lon, lat, height = to.transform(self.x[:, 0], self.x[:, 1], self.x[:, 2])
        return {"lat": lat, "lon": lon, "height_m": height}

    def __repr__(self) -> str:
        """Say in one line what was found."""
        return f"Tracks({self.says()})"

    def _repr_html_(self) -> str:
        """Show in a notebook what was found; the table shows itself."""
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return f"<p>{escape(self.says())}</p>{notes}"

    def says(self) -> str:
        """Return in words how many tracks were found, and of how many detections."""
        share = f"{(self.taken >= 0).mean():.0%} of {len(self.taken)}" if len(self.taken) else "0 of 0"
        return f"{len(self.ids)} confirmed tracks, {len(self)} rows, {share} detections in a track"
