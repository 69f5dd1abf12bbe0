"""From the ledger to the placeholders of forms, theme by theme: every value by the label it has on screen."""
