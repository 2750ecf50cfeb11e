"""Command line: argv, print, exit. Everything heavy is imported inside a command."""
