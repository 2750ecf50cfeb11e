"""Content: the parts of the viewer's file: the scene, quantities and their origins, what is reached, runs replayed."""
