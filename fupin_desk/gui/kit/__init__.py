"""The controls every page is made of: tables, fields, editors, lists, messages, cards and charts."""
