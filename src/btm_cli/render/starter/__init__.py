"""An answers file as btm writes one anew, what it teaches about answering, and the schema that editors know it by."""
