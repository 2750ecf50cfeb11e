"""Study: contrasts between worlds on common luck: compare, why, break-even. Defence-side factors only."""
