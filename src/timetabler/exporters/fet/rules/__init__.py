"""How FET says our rules: a file for each family of them."""
