"""Traffic: civil flights of a scenario as scripted routes: where airports lie, how craft climb, who flies where."""
