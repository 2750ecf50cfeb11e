"""Load: from disk to a resolved scenario, and the overlays that may be laid on one.

`scenario.scenario(path)` reads; `arrange.arrange`, `arrange.hypothesis`, `arrange.with_values`, `arrange.with_sets`
lay over; `canonical.sha256` and `canonical.dump_yaml` write. The modules bear the names of their verbs, so nothing is
exported here.
"""
