"""Theatre: the map of a scenario, from the projection to the legend."""
