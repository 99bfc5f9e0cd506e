"""Drafts, their versions and screenings, review and release, and questions asked first."""
