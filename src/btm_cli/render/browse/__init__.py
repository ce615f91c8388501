"""The pages and data of what is browsed: the standard, its crosswalk, profiles, practice, advice."""
