"""What waits for someone, told by e-mail without a word of any draft."""
