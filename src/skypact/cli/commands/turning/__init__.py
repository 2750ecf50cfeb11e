"""Commands that turn something of the defence or grow a raid: sweep, saturation, explore."""
