"""Picture: what the errors of air pictures do: doubles, false tracks, mixed tracks, wrong classes, impact areas."""
