"""The policy pack in force and who adopted it, and what is public about the organisation."""
