"""Looking things up in the catalogue: what there is, what an id stands for, who names it, what is lacking or wrong."""
