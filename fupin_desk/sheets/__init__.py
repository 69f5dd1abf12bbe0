"""Excel and CSV files of the county, read with suspicion and written with care."""
