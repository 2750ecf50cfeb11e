"""Commands whose result people look at in a browser."""
