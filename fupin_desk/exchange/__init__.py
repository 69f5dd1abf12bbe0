"""Keys, certificates and packages: what travels by USB stick, signed and encrypted."""
