"""Text in numpy alone, light enough for the API process: transliteration, folding, hashed n-grams."""
