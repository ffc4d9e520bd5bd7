"""The offline embedder: hashed n-grams and a lexicon, in plain Python. See docs/models/embeddings.md."""
