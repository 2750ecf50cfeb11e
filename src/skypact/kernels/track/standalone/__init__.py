"""standalone: the tracker as a call on anyone's detections; the engine keeps its tracks by other files of `track`."""
