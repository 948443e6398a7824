using System.Collections.Immutable;

namespace MoCluster.Silo.Configuration;

/// <summary>The arguments of the process: <c>KEY=VALUE</c>, also with dashes before it, or <c>--help</c>.</summary>
/// <param name="Values">The values by key, in the order given; the last of a key wins.</param>
/// <param name="Help">Whether the table of settings was asked for.</param>
internal sealed record CommandLine(ImmutableArray<KeyValuePair<string, string?>> Values, bool Help)
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="ConfigurationException">One is not of the form.</exception>
    public static CommandLine Parse(IEnumerable<string> arguments)
    {
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, string?>>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var help = false;
        foreach (var argument in arguments)
        {
            var text = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (argument is "--help" or "-h" or "-?")
                help = true;
            else if (equals > 0)
                values.Add(new(text[..equals], text[(equals + 1)..]));
            else
                problems.Add(
                    $"'{argument}' is not a setting; it must be KEY=VALUE, for example Store:Directory=./data (--help lists all keys).");
        }

        return problems.Count == 0 ? new CommandLine(values.ToImmutable(), help) : throw new ConfigurationException(problems.ToImmutable());
    }
}
