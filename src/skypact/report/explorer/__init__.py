"""The explorer's page: one HTML file with sliders, offline."""
