"""Engine: plan, the loop of seven verbs, one replicate, a batch of them."""
