"""Coverage: pictures of maps (matplotlib, drawn without a display) and the folder of files of `skypact cover`."""
