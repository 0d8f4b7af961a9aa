"""`make bench`: how much of a minimal Django page's speed the hub's pages reach."""
