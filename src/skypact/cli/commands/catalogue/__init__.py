"""`skypact catalogue`: what is written somewhere, with its sources and its disputes."""
