"""For those who build the game: what a frame costs, where things can be touched, pictures of every rest."""
