"""Output: a page as files to hand on: HTML, Markdown, and its pictures as SVG, PNG and numbers."""
