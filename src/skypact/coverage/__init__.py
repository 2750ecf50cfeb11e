"""Coverage: what sensors and batteries can reach, place by place. Calls kernels, knows nothing of chance."""
