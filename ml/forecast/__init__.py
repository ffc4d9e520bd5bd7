"""Forecasts balances: recurring items on their dates, the rest by resampled months (docs/models/forecast.md)."""
