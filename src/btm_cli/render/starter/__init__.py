"""An answers file as btm writes one anew: what it asks, and what it teaches about answering."""
