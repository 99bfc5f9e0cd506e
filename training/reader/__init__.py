"""How the learned reader is made: examples, model, training, export and its figures."""
