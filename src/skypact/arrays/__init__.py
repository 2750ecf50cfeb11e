"""Arrays: the whole state of a world as structured arrays, and the codes that give numbers their names."""
