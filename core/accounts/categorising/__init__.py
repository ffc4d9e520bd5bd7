"""What people say of the categories that were decided for them, and what is made of it."""
