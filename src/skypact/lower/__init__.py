"""Lower: the only translator from spec to arrays, one file per room of the spec. Makes tables, calls no kernel."""
