"""Weights and word pieces of the learned reader, as training wrote them."""
