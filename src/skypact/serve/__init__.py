"""Serve: the local web server over finished and running studies. It serves studies, and nothing from outside."""
