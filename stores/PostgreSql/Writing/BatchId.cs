namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>Identifies a batch, so that a batch sent twice under one id either does its work or finds its result, and never works twice.</summary>
/// <param name="Connection">The commit connection. No two processes use the same one.</param>
/// <param name="Ordinal">The count of the batch on this connection, from 1.</param>
internal readonly record struct BatchId(Guid Connection, long Ordinal);
