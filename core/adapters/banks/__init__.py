"""Banks over the network: what all connectors share stands here, each provider in a folder of its own."""
