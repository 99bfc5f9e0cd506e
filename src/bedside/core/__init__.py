"""Values and decisions: no disk, network, clock, randomness or third party."""
