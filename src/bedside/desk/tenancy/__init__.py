"""Organisations, the scope that every query goes through, and fields whose words are sealed at rest."""
