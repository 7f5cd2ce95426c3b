"""What would change it: models of an alliance's members, each marked as a model and checked against published results."""
