"""Made-up lives of self-employed people, the same in every bank they use."""
