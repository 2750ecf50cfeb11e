"""Published claims: what was said somewhere, put to figures, records, zones and runs; what decides; what cannot be said."""
