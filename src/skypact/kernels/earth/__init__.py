"""The earth and what moves over it: geodesy, routes, arcs, the sun."""
