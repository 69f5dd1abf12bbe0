"""Printed forms: a form is a spreadsheet, filled and drawn to PDF."""
