"""What the models are worth: measured by commands, shown in model cards, and held by CI."""
