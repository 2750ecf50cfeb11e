"""Report: pictures and the single-file HTML page of a comparison."""
