"""Pages: one self-contained HTML file for each kind of study, one module a page."""
