namespace MoCluster.Grains.Objects.Imports;

/// <summary>What is stored of an import that is not complete.</summary>
[GenerateSerializer, Alias("mo.import-state")]
public sealed class ImportState
{
    /// <summary>The run that has the import.</summary>
    [Id(0)] public Guid Run { get; set; }

    /// <summary>The line up to which everything is decided and durable.</summary>
    [Id(1)] public long Done { get; set; }
}
