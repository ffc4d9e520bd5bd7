"""A bank to talk to: an OpenBanking Russia v2.1 test server with seeded people and fault switches."""
