"""One file per step, named by its number; once released, a step is never changed."""
