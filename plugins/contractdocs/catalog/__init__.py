"""Which files are contracts, and the releases of each, in order."""
