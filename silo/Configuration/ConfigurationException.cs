using System.Collections.Immutable;

namespace MoCluster.Silo.Configuration;

/// <summary>The configuration is invalid. Each problem names the key, its value and what would be right.</summary>
internal sealed class ConfigurationException : Exception
{
    public ConfigurationException(ImmutableArray<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>The problems, one sentence each.</summary>
    public ImmutableArray<string> Problems { get; }
}
