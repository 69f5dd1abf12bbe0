"""Errors, progress, ids, dates, money, files, pinyin, clocks and the merge rule: standard library only."""
