using System.Text;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;
using static MoCluster.Tests.Objects.Samples;

namespace MoCluster.Tests.Objects;

/// <summary>Random states of every type, with values of every kind, survive encoding; bytes that were damaged are refused or are another state.</summary>
public sealed class ObjectStateCodecProperties
{
    private static readonly string[] Texts = ["", "a", "Ærø \"quoted\" \\ / \u0001 \u2028", "😀", "a long text " + new string('x', 300), "null"];
    private static readonly DateTimeOffset First = Winter("2021-01-01");

    private readonly int _seed = Environment.TickCount;
    private readonly Random _random;

    public ObjectStateCodecProperties() => _random = new Random(_seed);

    [Fact]
    public void A_state_of_any_type_survives_encoding()
    {
        var kinds = new HashSet<FieldKind>();
        foreach (var type in Catalogue.Types)
        {
            kinds.UnionWith(type.Fields.Select(field => field.Kind));
            for (var round = 0; round < 200; round++)
            {
                var state = State(type);
                var bytes = ObjectStateCodec.Encode(state);
                var read = ObjectStateCodec.Decode(type, bytes.AsSpan());
                Assert.True(state.Equals(read), $"seed {_seed}: {Encoding.UTF8.GetString(bytes.AsSpan())}");
                Assert.Equal(bytes.AsSpan(), ObjectStateCodec.Encode(read).AsSpan());
            }
        }

        Assert.True(kinds.Count >= 6, string.Join(", ", kinds));
    }

    [Fact]
    public void Fields_may_come_in_any_order_and_the_last_of_two_counts()
    {
        const string Json =
            """{"segments":[{"values":{"user_key":"u","name":"A","parent":"10000000-0000-4000-8000-000000000001","n\u0061me":"B"},"from":"2021-01-01T00:00:00Z"}],"type":"org_unit"}""";
        var segment = Assert.Single(ObjectStateCodec.Decode(Catalogue["org_unit"], Encoding.UTF8.GetBytes(Json)).Segments);
        Assert.Equal("{name: B, parent: 10000000-0000-4000-8000-000000000001, user_key: u}", segment.Values.ToString());
        Assert.Equal(new Validity(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue), segment.Interval);
    }

    [Theory]
    [InlineData("2021-01-01T00:00:00+01:00")]
    [InlineData("2021-01-01T00:00Z")]
    [InlineData("2021-01-01")]
    [InlineData("")]
    public void Other_forms_of_instants_are_refused(string instant) => Assert.Throws<FormatException>(() => ObjectStateCodec.Decode(
        Catalogue["org_unit"], Encoding.UTF8.GetBytes($$$"""{"type":"org_unit","segments":[{"from":"{{{instant}}}","values":{}}]}""")));

    [Fact]
    public void Damaged_bytes_never_fail_in_another_way()
    {
        foreach (var type in Catalogue.Types)
        {
            for (var round = 0; round < 100; round++)
            {
                var bytes = ObjectStateCodec.Encode(State(type)).ToArray();
                var at = _random.Next(bytes.Length);
                bytes[at] = (byte)_random.Next(256);
                try
                {
                    ObjectStateCodec.Decode(type, _random.Next(4) == 0 ? bytes.AsSpan(0, at) : bytes);
                }
                catch (FormatException)
                {
                    // It was noticed.
                }
            }
        }
    }

    private ObjectState State(TypeDefinition type)
    {
        var segments = new List<Segment>();
        for (var at = _random.Next(2) == 0 ? DateTimeOffset.MinValue : First; segments.Count < _random.Next(1, 6);)
        {
            var from = at;
            at = from == DateTimeOffset.MinValue ? First : from.AddTicks(_random.NextInt64(1, TimeSpan.TicksPerDay * 1000));
            if (_random.Next(3) == 0)
                at = new DateTimeOffset(at.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute + TimeSpan.TicksPerMinute, TimeSpan.Zero);
            var values = segments.Count > 0 && _random.Next(2) == 0 ? segments[^1].Values : FieldValues.None(type);
            var changes = type.Fields.Where(_ => _random.Next(3) == 0).Select(field => new FieldChange(field, Value(field)));
            segments.Add(new Segment(new Validity(from, _random.Next(5) == 0 ? DateTimeOffset.MaxValue : at), values.With([.. changes])));
            if (segments[^1].Interval.To == DateTimeOffset.MaxValue)
                break;
        }

        return ObjectState.Of(type, segments);
    }

    private FieldValue? Value(FieldDefinition field) => _random.Next(6) == 0 ? null : field.Kind switch
    {
        FieldKind.Integer => new FieldValue.Integer(_random.NextInt64(long.MinValue, long.MaxValue)),
        FieldKind.Boolean => new FieldValue.Boolean(_random.Next(2) == 0),
        FieldKind.Date => new FieldValue.Day(DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber))),
        FieldKind.Reference => new FieldValue.Uuid(_random.Next(2) == 0 ? Other : Guid.NewGuid()),
        FieldKind.References => new FieldValue.Uuids([Other, Guid.NewGuid(), Third]),
        _ => new FieldValue.Text(Texts[_random.Next(Texts.Length)]),
    };
}
