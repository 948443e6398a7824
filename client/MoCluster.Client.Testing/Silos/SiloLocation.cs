namespace MoCluster.Client.Testing.Silos;

/// <summary>Finds the program of the silo.</summary>
internal static class SiloLocation
{
    /// <summary>The environment variable that names the program.</summary>
    public const string Variable = "MOCLUSTER_SILO";

    /// <summary>The setting of the runtime by which this package says where its silo is.</summary>
    public const string RuntimeSetting = "MoCluster.Silo";

    private const string FileName = "MoCluster.Silo.dll";

    /// <summary>Finds the program.</summary>
    /// <param name="given">The path that the test gave; null for none.</param>
    /// <exception cref="FileNotFoundException">There is none; the message says where it was looked for.</exception>
    public static string Find(string? given) =>
        Find([given, Environment.GetEnvironmentVariable(Variable), AppContext.GetData(RuntimeSetting) as string, Path.Combine(AppContext.BaseDirectory, FileName)]);

    /// <summary>Takes the first place that is given. Only the last one may be without a file.</summary>
    /// <param name="places">The places, of which some are not given.</param>
    public static string Find(IReadOnlyList<string?> places)
    {
        var first = places.First(place => place is { Length: > 0 })!;
        return File.Exists(first)
            ? first
            : throw new FileNotFoundException(
                $"There is no silo at {first}. Give the path of a {FileName} as {nameof(MoTestSiloOptions)}.{nameof(MoTestSiloOptions.Program)} or in the environment "
                + $"variable {Variable}, or refer to the package MoCluster.Client.Testing, which has one.",
                first);
    }
}
