"""The offline embedder: hashed n-grams and a Russian-English lexicon, in numpy alone. See docs/models/embeddings.md."""
