"""Which payment a receipt is of: clear features, a logistic model on pairs, and a second look at their rivals."""
