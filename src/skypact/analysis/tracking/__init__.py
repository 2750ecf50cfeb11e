"""tracking: an estimate of what flies from anyone's detections; the kernels do it, here it is asked for and shown."""
