using System.Collections.Immutable;

namespace MoCluster.Silo.Configuration;

/// <summary>
/// The command line of the process: an optional verb, the file of a verb that takes one, then settings as <c>KEY=VALUE</c> or <c>--KEY=VALUE</c>; or
/// <c>--help</c>.
/// </summary>
/// <param name="Values">The settings, each key once: if one is given twice, the last value counts.</param>
/// <param name="Help">Whether the caller asked for the table of settings.</param>
/// <param name="Verb">What the process does.</param>
/// <param name="File">The file that the verb writes or reads; null if none was given.</param>
internal sealed record CommandLine(ImmutableArray<KeyValuePair<string, string?>> Values, bool Help, Verb Verb = Verb.Up, string? File = null)
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
        string? file = null;
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
            else if (equals > 0 && argument[0] is not ('/' or '.'))
                Set(values, text[..equals], text[(equals + 1)..]);
            else if (file is null && verb is Verb.Backup or Verb.Verify && text == argument && text.Length > 0)
                file = text;
            else
                problems.Add(
                    $"'{argument}' is not a setting; it must be KEY=VALUE, for example Store:Directory=./data (--help lists all keys).");
        }

        if (verb == Verb.Backup && file is null && !help)
            problems.Add("'backup' needs the file to write, for example backup ./mocluster-backup.db.");
        return problems.Count == 0
            ? new CommandLine(values.ToImmutable(), help, verb, file)
            : throw new ConfigurationException(problems.ToImmutable());
    }

    private static void Set(ImmutableArray<KeyValuePair<string, string?>>.Builder values, string key, string value)
    {
        for (var i = values.Count - 1; i >= 0; i--)
        {
            if (values[i].Key.Equals(key, StringComparison.OrdinalIgnoreCase))
                values.RemoveAt(i);
        }

        values.Add(new(key, value));
    }

    private static bool TryVerb(string argument, out Verb verb)
    {
        (var known, verb) = argument switch
        {
            "up" => (true, Verb.Up),
            "migrate" => (true, Verb.Migrate),
            "restored" => (true, Verb.Restored),
            "backup" => (true, Verb.Backup),
            "verify" => (true, Verb.Verify),
            _ => (false, Verb.Up),
        };
        return known;
    }
}
