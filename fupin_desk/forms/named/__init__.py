"""Which values forms may name, theme by theme: prefixes, lists, and the computed values behind them."""
