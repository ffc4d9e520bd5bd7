DEFAULT_SIMILARITY_FLOOR = 0.25
"""Cosine similarity from which a chunk counts as found by meaning alone.

Measured with hashed runs of 3 to 5 letters in 384 dimensions, on ten Russian and English documents: of 200 pairs of a
document and a query about something else 99 % stay below 0.14 and the highest reached 0.14 or 0.25, by hash function;
another form or a misspelling of a document's own word gives 0.23 to 0.53. A model that knows meanings has another
scale: give it its own floor.
"""
