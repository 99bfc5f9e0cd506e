"""The learned reader: a small language model that says who is named, in what role, and what a draft says."""
