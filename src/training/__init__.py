"""How the encoders of comention's name finder are trained; see `README.md` beside this file."""
