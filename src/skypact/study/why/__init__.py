"""Why: at which event do two worlds of the same luck part?"""
