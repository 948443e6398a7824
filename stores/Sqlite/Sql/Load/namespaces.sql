SELECT name, owner, is_public, version, seal FROM namespace
