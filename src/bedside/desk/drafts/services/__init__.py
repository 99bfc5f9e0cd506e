"""What can be done with drafts: writing, reviewing, releasing, and asking first."""
