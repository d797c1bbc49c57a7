"""Train the encoders of comention's name finder; see `README.md` beside this file."""
