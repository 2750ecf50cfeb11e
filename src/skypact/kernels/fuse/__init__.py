"""fuse: plots, reports of people and tracks of partners come over links into the pictures of posts."""
