SELECT uuid FROM incarnation
