"""Pages of the catalogue: what stands on them, and their Markdown."""
