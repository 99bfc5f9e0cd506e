"""What the learned reader sees where the rules are silent; heard together with them (`weighing`)."""
