"""What is recorded and the rules it obeys: plain Python, standard library only."""
