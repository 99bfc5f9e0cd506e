"""Commands: words in, findings out, for people and for other programs."""
