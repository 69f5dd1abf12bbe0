"""Puts the parts together and starts the program."""
