"""What the catalogue holds beside type sheets: systems, orders of battle, the timeline, incidents, articles, claims."""
