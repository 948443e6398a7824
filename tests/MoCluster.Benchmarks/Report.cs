using System.Globalization;

namespace MoCluster.Benchmarks;

/// <summary>Prints figures as they are measured, and keeps them, so that later figures can be printed as ratios of earlier ones.</summary>
internal sealed class Report(TextWriter output)
{
    private readonly Dictionary<string, double> _figures = [];

    public void Begin(string name) => output.WriteLine($"\n{name}");

    public void Note(string text) => output.WriteLine($"  {text}");

    public double this[string name] => _figures[name];

    public void Figure(string name, double value, string unit, string? against = null, string? note = null)
    {
        _figures[name] = value;
        var ratio = against is not null && _figures.TryGetValue(against, out var peer) && peer > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value / peer,8:0.00} × {against}")
            : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-44} {Round(value),12} {unit,-12} {ratio}{(note is null ? "" : "  " + note)}"));
        output.Flush();
    }

    private static string Round(double value) =>
        value >= 100 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("0.00", CultureInfo.InvariantCulture);
}
