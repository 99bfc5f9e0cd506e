"""Words at rest are sealed: a data key per record, wrapped by a key ring that is kept outside the database."""
