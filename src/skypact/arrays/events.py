"""Events: the row of the log, as kernels write it.

`run` and the order within a run are added by the writer. -1 stands for "none" in every index.
Indices of `nation`, `subject`, `actor`, `other` are rows of the entity table.
"""

from __future__ import annotations

import numpy as np

#: One event. t_s: moment [s]; kind: E_*; nation: whose ledger; subject: the object; actor: who does it;
#: other: to or about whom; cause: C_*; value: see the kind. detail: of a class the evidence (kernels.identify.key_of),
#: of tracks, orders and shots the number of the track, else 0.
EVENT = np.dtype(
    [
        ("t_s", "f8"), ("value", "f8"), ("kind", "i8"), ("nation", "i8"), ("subject", "i8"), ("actor", "i8"),
        ("other", "i8"), ("cause", "i8"), ("detail", "i8"),
    ],
    align=True,
)
