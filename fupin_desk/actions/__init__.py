"""What a user can do: one short function per verb, the same for window and command line."""
