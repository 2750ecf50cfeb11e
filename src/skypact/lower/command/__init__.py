"""Command to rows: the graph of posts, links, rights; hours and losses; crews by themselves; doctrine."""
