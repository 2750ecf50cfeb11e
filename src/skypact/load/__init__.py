"""Load: from disk to a resolved scenario, and the overlays that may be laid on one.

`scenario.scenario(path)` reads, with the rooms `checks` (is it legal?) and `overlay` (what becomes of it under …?):
`overlay.arrange.arrange`, `.hypothesis`, `.with_values`, `.with_sets`; `canonical.sha256` and `canonical.dump_yaml`
write. The modules bear the names of their verbs, so nothing is exported here.
"""
