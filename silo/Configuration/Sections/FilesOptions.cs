using System.ComponentModel.DataAnnotations;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The file stores of OS2mo's <c>files</c>.</summary>
internal sealed record FilesOptions
{
    /// <summary>The folder whose folders <c>exports</c> and <c>insights</c> hold the files. Empty for none: then there are no files.</summary>
    public string? Directory { get; init; }

    /// <summary>The largest file whose content is answered, in bytes.</summary>
    [Range(1_024, 1_073_741_824)]
    public int MaxBytes { get; init; } = 67_108_864;
}
