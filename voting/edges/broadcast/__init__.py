"""Sends every change to this process's sockets."""
