"""Git as another place where files lie, and as their history: the only room that runs git.

In: a folder, a revision, a path. Out: `files.GitFiles` behind the files port, `repository.Version`s of a file, or
UnreadableFile. Nothing is imported here: most commands never need git.
"""
