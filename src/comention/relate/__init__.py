"""What sentences say of names and of links."""
