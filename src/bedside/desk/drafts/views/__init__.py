"""The pages of drafts, for who writes, for who decides, for released words, and for questions asked first."""
