"""Single-value inputs: lines, long text, numbers and money, days and months, identity and telephone numbers."""
