"""Bring a file of references into the library: read it, show what would happen, do it, take it back."""
