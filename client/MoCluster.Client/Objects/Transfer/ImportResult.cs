namespace MoCluster.Client;

/// <summary>An import that went through the whole file. Lines may have been refused.</summary>
/// <param name="Id">The id of the import; null for a dry run.</param>
/// <param name="Totals">What became of the lines.</param>
/// <param name="Resumptions">How often the file was sent again after an interruption.</param>
public sealed record ImportResult(string? Id, ImportProgress Totals, int Resumptions);
