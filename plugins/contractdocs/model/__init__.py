"""What every part speaks of: interfaces, changes, findings, contracts. Frozen, without format or host words."""
