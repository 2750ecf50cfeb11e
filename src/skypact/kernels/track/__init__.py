"""track: pictures of what flies, from plots: filter, association, keeping."""
