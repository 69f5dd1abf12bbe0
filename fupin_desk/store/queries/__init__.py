"""Every SELECT of the program, returning records or small frozen dataclasses."""
