"""What the articles and the studies say."""
