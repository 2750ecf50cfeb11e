"""Finished: the folders of results, and the files that the viewer and the explorer read of them."""
