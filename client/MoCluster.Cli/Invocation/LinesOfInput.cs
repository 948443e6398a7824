using System.Runtime.CompilerServices;

namespace MoCluster.Cli.Invocation;

/// <summary>The values of an argument, of which one may be <c>-</c> for the lines of standard input.</summary>
internal static class LinesOfInput
{
    /// <summary>What a user writes for the lines of standard input.</summary>
    public const string Sign = "-";

    /// <summary>The most values that are sent in one request, which a server takes unless it is configured otherwise.</summary>
    public const int Batch = 1000;

    /// <summary>The values in batches, as soon as they are there. Empty lines are left out.</summary>
    /// <param name="values">The values.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(
        IReadOnlyList<string> values, TextReader input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = new List<string>();
        foreach (var value in values)
        {
            if (value != Sign)
            {
                batch.Add(value);
                if (batch.Count == Batch)
                    yield return Take();
                continue;
            }

            while (await input.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                if (line.Trim() is { Length: > 0 } text)
                    batch.Add(text);
                if (batch.Count == Batch)
                    yield return Take();
            }
        }

        if (batch.Count > 0)
            yield return Take();

        List<string> Take()
        {
            var taken = batch;
            batch = [];
            return taken;
        }
    }
}
