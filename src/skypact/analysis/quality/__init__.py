"""Quality: how good an air picture is, from true positions and tracks of anyone. Plain arrays; no log is needed."""
