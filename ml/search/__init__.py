"""Understanding questions about documents, in Russian and English: no database, no numpy."""
