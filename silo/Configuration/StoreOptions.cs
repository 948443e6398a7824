namespace MoCluster.Silo.Configuration;

/// <summary>Where state is kept.</summary>
[Section("Store", "Where state is kept.")]
internal sealed record StoreOptions
{
    [Setting("`Journal` keeps everything in files of one directory, by one process; `Memory` forgets everything when the process ends.")]
    public StoreKind Kind { get; init; } = StoreKind.Journal;

    [Setting("The journal's directory; made when it is missing. A relative one is taken from where the process was started.")]
    public string Directory { get; init; } = "./data";
}
