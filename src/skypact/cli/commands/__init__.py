"""Commands: what each command takes and does, one module a command."""
