"""Analysis: log → table. Reads events and entities, never the engine; numpy and Arrow only."""
