"""Prose documents in the layout of GB/T 9704-2012: a plain text with placeholders, set on the grid of official papers."""
