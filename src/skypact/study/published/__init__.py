"""Published claims: what was said somewhere, put to figures, records, zones and runs, and what decides."""
