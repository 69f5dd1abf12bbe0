"""The pages of the main window, each made by its ``make(desk)``."""
