using System.Collections.Immutable;

namespace MoCluster.Silo.Configuration;

/// <summary>
/// The command line of the process: an optional verb, then settings as <c>KEY=VALUE</c> or <c>--KEY=VALUE</c>; or <c>--help</c>.
/// </summary>
/// <param name="Values">The settings in the given order. If a key is given twice, the last value counts.</param>
/// <param name="Help">Whether the caller asked for the table of settings.</param>
/// <param name="Verb">What the process does.</param>
internal sealed record CommandLine(ImmutableArray<KeyValuePair<string, string?>> Values, bool Help, Verb Verb = Verb.Up)
{
    /// <summary>Parses the arguments of the process.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="ConfigurationException">An argument is neither a setting nor an option.</exception>
    public static CommandLine Parse(IEnumerable<string> arguments)
    {
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, string?>>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var help = false;
        var verb = Verb.Up;
        var first = true;
        foreach (var argument in arguments)
        {
            var isVerb = first && TryVerb(argument, out verb);
            first = false;
            if (isVerb)
                continue;
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

        return problems.Count == 0
            ? new CommandLine(values.ToImmutable(), help, verb)
            : throw new ConfigurationException(problems.ToImmutable());
    }

    private static bool TryVerb(string argument, out Verb verb)
    {
        (var known, verb) = argument switch
        {
            "up" => (true, Verb.Up),
            "migrate" => (true, Verb.Migrate),
            "restored" => (true, Verb.Restored),
            _ => (false, Verb.Up),
        };
        return known;
    }
}
