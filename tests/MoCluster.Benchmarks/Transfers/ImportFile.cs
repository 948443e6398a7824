using System.Globalization;

namespace MoCluster.Benchmarks.Transfers;

/// <summary>A file to import: an organisation with classes, units, persons, engagements and addresses, in a fixed proportion.</summary>
internal sealed class ImportFile : IDisposable
{
    private const int Classes = 20;

    /// <summary>Of a hundred objects so many are units; persons and engagements are as many as each other, and the rest are addresses.</summary>
    private const int UnitsOfHundred = 4;
    private const int PersonsOfHundred = 40;

    private readonly string _path = Path.GetTempFileName();

    /// <summary>Writes a file.</summary>
    /// <param name="objects">How many objects it has.</param>
    public ImportFile(int objects)
    {
        Objects = objects;
        using var writer = new StreamWriter(_path) { NewLine = "\n" };
        writer.WriteLine(Line("facet", Uuid(1, 0), "2000-01-01", "\"user_key\":\"types\""));
        for (var i = 0; i < Classes; i++)
        {
            writer.WriteLine(Line("class", Uuid(2, i), "2000-01-01",
                $"\"name\":\"Class {i}\",\"user_key\":\"class-{i}\",\"facet\":\"{Uuid(1, 0)}\",\"scope\":\"TEXT\""));
        }

        var left = objects - Classes - 1;
        var (units, persons) = (Math.Max(1, left * UnitsOfHundred / 100), Math.Max(1, left * PersonsOfHundred / 100));
        for (var i = 0; i < units; i++)
        {
            var parent = i == 0 ? "" : $",\"parent\":\"{Uuid(3, (i - 1) / 10)}\"";
            writer.WriteLine(Line("org_unit", Uuid(3, i), "2010-01-01",
                $"\"name\":\"Unit {i}\",\"user_key\":\"unit-{i}\",\"org_unit_type\":\"{Uuid(2, 1)}\"{parent}"));
        }

        for (var i = 0; i < persons; i++)
            writer.WriteLine(Line("person", Uuid(4, i), null, $"\"given_name\":\"Given {i}\",\"surname\":\"Surname {i % 1000}\",\"user_key\":\"person-{i}\""));
        for (var i = 0; i < persons; i++)
        {
            writer.WriteLine(Line("engagement", Uuid(5, i), "2020-01-01",
                $"\"person\":\"{Uuid(4, i)}\",\"org_unit\":\"{Uuid(3, i % units)}\",\"engagement_type\":\"{Uuid(2, 2)}\",\"job_function\":\"{Uuid(2, 3)}\",\"user_key\":\"engagement-{i}\""));
        }

        for (var i = 0; i < left - units - persons - persons; i++)
        {
            writer.WriteLine(Line("address", Uuid(6, i), "2020-01-01",
                $"\"person\":\"{Uuid(4, i)}\",\"address_type\":\"{Uuid(2, 4)}\",\"value\":\"Street {i}\",\"user_key\":\"address-{i}\""));
        }
    }

    /// <summary>How many objects the file has.</summary>
    public int Objects { get; }

    /// <summary>How many bytes the file has.</summary>
    public long Bytes => new FileInfo(_path).Length;

    /// <summary>Opens the file.</summary>
    public FileStream Open() => File.OpenRead(_path);

    public void Dispose() => File.Delete(_path);

    private static string Line(string type, Guid uuid, string? from, string values) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"type\":\"{type}\",\"uuid\":\"{uuid:D}\",\"validities\":[{{{(from is null ? "" : $"\"from\":\"{from}\",")}\"values\":{{{values}}}}}]}}");

    /// <summary>A uuid that looks random, so that rows lie in the indexes as those of users do.</summary>
    private static Guid Uuid(int kind, int index)
    {
        var mixed = unchecked((ulong)((kind * 1_000_003L) + index) * 0x9E3779B97F4A7C15);
        return new Guid((uint)(mixed >> 32), (ushort)(mixed >> 16), (ushort)mixed, (byte)kind, 0, 0, 0, (byte)(index >> 24), (byte)(index >> 16), (byte)(index >> 8), (byte)index);
    }
}
