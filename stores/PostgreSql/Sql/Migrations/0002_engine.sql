-- The tables of Orleans: which silos there are, and the small state that Orleans keeps for grains. Orleans reads the statements from orleansquery and
-- runs them. It fixes the names and types of parameters and columns; the rest is free. Each is one statement, and therefore atomic, and answers with a
-- row that holds a number: above zero if it was done.

CREATE TABLE orleansquery (
  querykey  text PRIMARY KEY,
  querytext text NOT NULL CHECK (querytext <> '')
);

-- The row of a cluster is its lock: a change of the members also changes the version on which it was decided, or does nothing.
CREATE TABLE orleansmembershipversiontable (
  deploymentid text        PRIMARY KEY CHECK (deploymentid <> ''),
  timestamp    timestamptz NOT NULL DEFAULT now(),
  version      int         NOT NULL DEFAULT 0 CHECK (version >= 0)
) WITH (fillfactor = 20);

CREATE TABLE orleansmembershiptable (
  deploymentid text        NOT NULL REFERENCES orleansmembershipversiontable,
  address      text        NOT NULL,
  port         int         NOT NULL,
  generation   int         NOT NULL,
  siloname     text        NOT NULL,
  hostname     text        NOT NULL,
  status       int         NOT NULL,
  proxyport    int,
  suspecttimes text,
  starttime    timestamptz NOT NULL,
  iamalivetime timestamptz NOT NULL,
  PRIMARY KEY (deploymentid, address, port, generation)
) WITH (fillfactor = 20);

-- Orleans' own script gives this table no primary key, so that two first writes of one state both succeed; this one prevents that. The key of a grain is
-- two numbers, a text, or both. If there is no text, it is empty, which no grain's key is.
CREATE TABLE orleansstorage (
  serviceid              text             NOT NULL,
  graintypestring        text COLLATE "C" NOT NULL,
  grainidn0              bigint           NOT NULL,
  grainidn1              bigint           NOT NULL,
  grainidextensionstring text COLLATE "C" NOT NULL,
  payloadbinary          bytea,
  modifiedon             timestamptz      NOT NULL,
  version                int              NOT NULL CHECK (version >= 1),
  PRIMARY KEY (serviceid, graintypestring, grainidn0, grainidn1, grainidextensionstring)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
  WITH inserted AS (
    INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
  SELECT count(*)::int FROM inserted
$$),
('InsertMembershipKey', $$
  WITH version AS (
    UPDATE orleansmembershipversiontable v SET timestamp = now(), version = version + 1
    WHERE deploymentid = @DeploymentId AND version = @Version
      AND NOT EXISTS (
        SELECT FROM orleansmembershiptable m
        WHERE m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING deploymentid),
  inserted AS (
    INSERT INTO orleansmembershiptable
      (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM version
    RETURNING 1)
  SELECT count(*)::int FROM inserted
$$),
('UpdateMembershipKey', $$
  WITH version AS (
    UPDATE orleansmembershipversiontable v SET timestamp = now(), version = version + 1
    WHERE deploymentid = @DeploymentId AND version = @Version
      AND EXISTS (
        SELECT FROM orleansmembershiptable m
        WHERE m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING deploymentid),
  updated AS (
    UPDATE orleansmembershiptable m SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    FROM version v
    WHERE m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    RETURNING 1)
  SELECT count(*)::int FROM updated
$$),
('UpdateIAmAlivetimeKey', $$
  UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
  WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('MembershipReadRowKey', $$
  SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime,
    m.iamalivetime, v.version
  FROM orleansmembershipversiontable v
  LEFT JOIN orleansmembershiptable m
    ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  WHERE v.deploymentid = @DeploymentId
$$),
('MembershipReadAllKey', $$
  SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime,
    m.iamalivetime, v.version
  FROM orleansmembershipversiontable v LEFT JOIN orleansmembershiptable m USING (deploymentid)
  WHERE v.deploymentid = @DeploymentId
$$),
('DeleteMembershipTableEntriesKey', $$
  WITH members AS (DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId)
  DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId
$$),
('CleanupDefunctSiloEntriesKey', $$
  DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3
$$),
('GatewaysQueryKey', $$
  SELECT address, proxyport, generation FROM orleansmembershiptable
  WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0
$$),
('ReadFromStorageKey', $$
  SELECT payloadbinary, version FROM orleansstorage
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND grainidextensionstring = coalesce(@GrainIdExtensionString, '')
$$),
('WriteToStorageKey', $$
  WITH updated AS (
    UPDATE orleansstorage SET payloadbinary = @PayloadBinary, modifiedon = now(), version = version + 1
    WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
      AND grainidextensionstring = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
    RETURNING version),
  inserted AS (
    INSERT INTO orleansstorage
      (serviceid, graintypestring, grainidn0, grainidn1, grainidextensionstring, payloadbinary, modifiedon, version)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, now(), 1
    WHERE @GrainStateVersion::int IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version)
  SELECT coalesce((SELECT version FROM updated), (SELECT version FROM inserted), @GrainStateVersion) AS newgrainstateversion
$$),
('ClearStorageKey', $$
  UPDATE orleansstorage SET payloadbinary = NULL, modifiedon = now(), version = version + 1
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND grainidextensionstring = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
  RETURNING version AS newgrainstateversion
$$),
('DeleteStorageKey', $$
  DELETE FROM orleansstorage
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND grainidextensionstring = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
  RETURNING version + 1 AS newgrainstateversion
$$);
