# One Vault on one machine. For several, take `storage "raft"` and TLS on the listener.
storage "file" {
  path = "/vault/file"
}

listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = true # inside the private network; nothing publishes this port
}

# The container may not lock memory: keep swap off on the machine, or encrypted.
disable_mlock = true
ui            = false
