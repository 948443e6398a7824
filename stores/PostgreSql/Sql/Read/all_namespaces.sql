SELECT name, owner, is_public, version FROM namespace ORDER BY name
