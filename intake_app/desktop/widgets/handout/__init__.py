"""The paper on the screen, and what it is made of."""
