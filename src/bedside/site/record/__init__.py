"""The pages of the record: what happened, in order, whether it is whole, and how anybody can check that."""
