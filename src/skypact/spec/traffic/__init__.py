"""Traffic: civil flights, as streams between airports, as synthetic flights with climbs, and as they were recorded."""
