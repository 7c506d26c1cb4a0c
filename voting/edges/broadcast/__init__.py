"""Every change is brought to this process's sockets."""
