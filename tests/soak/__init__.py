"""A crowd of clients, a third of them broken, and what a server process has left of them."""
