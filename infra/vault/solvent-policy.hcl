# What Solvent's own token may do: its values and its keys. Keys can be made, used and rotated, never exported or deleted.
path "secret/data/*" {
  capabilities = ["create", "read", "update"]
}
path "transit/keys/+" {
  capabilities = ["create", "read", "update"]
}
path "transit/keys/+/rotate" {
  capabilities = ["create", "update"]
}
path "transit/encrypt/+" {
  capabilities = ["create", "update"]
}
path "transit/decrypt/+" {
  capabilities = ["create", "update"]
}
path "transit/sign/+" {
  capabilities = ["create", "update"]
}
