"""Odds: outcomes of memberships and alliances, how likely each is and how well that was told before, nearest past cases."""
