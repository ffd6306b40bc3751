"""What stands beside a form and after it: findings, story, review, visits."""
