"""Files that training made: those in the repository are pinned (`shipped.toml`), those built here are signed."""
