"""OpenBanking Russia v2.1, as the hackathon's sandbox banks speak it."""
